// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPartsTest {

  @Test
  void ports_inUse_becomeFreeOnesAndAreTold() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      List<String> notices = new ArrayList<>();
      DemoPorts ports = new DemoPorts(taken.getLocalPort(), 0, 0, 0).whereFree(notices::add);
      assertThat(ports).isEqualTo(DemoPorts.AUTO);
      assertThat(notices)
          .containsExactly(
              "port " + taken.getLocalPort() + " (gateway) is in use; taking a free one");
    }
  }

  @Test
  void browser_withoutDisplay_isNotThere() {
    assertThat(Browser.find(Map.of(), "Linux")).isEmpty();
    assertThat(Browser.find(Map.of("DISPLAY", ":0"), "Linux")).contains(new Browser("xdg-open"));
    assertThat(Browser.find(Map.of(), "Mac OS X")).contains(new Browser("open"));
  }

  @Test
  void folder_temporary_isGoneAfterwards() throws IOException {
    Path path;
    try (DemoFolder folder = DemoFolder.open(null)) {
      path = folder.path();
      Files.createDirectories(path.resolve("a/b"));
      Files.writeString(path.resolve("a/b/c"), "x");
    }
    assertThat(path).doesNotExist();
  }
}
