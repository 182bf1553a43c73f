// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HostsTest {

  private final Hosts hosts = new Hosts(List.of("holdpoint.corp.example"));

  @Test
  void loopbackAndConfiguredNames_areAllowed_withAnyPort() {
    assertThat(
            List.of(
                "localhost",
                "LOCALHOST:7421",
                "127.0.0.1:1",
                "[::1]:7421",
                "[::1]",
                "holdpoint.corp.example:443"))
        .allMatch(hosts::allows);
  }

  @Test
  void otherNames_areNot() {
    assertThat(
            List.of(
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "x-holdpoint.corp.example",
                "[::2]:7421",
                "10.0.0.1"))
        .noneMatch(hosts::allows);
    assertThat(hosts.allows(null)).isFalse();
  }

  @Test
  void origin_mustBeTheSame_portIncluded() {
    assertThat(hosts.sameOrigin("http://127.0.0.1:7421", "127.0.0.1:7421")).isTrue();
    assertThat(hosts.sameOrigin("https://holdpoint.corp.example", "holdpoint.corp.example"))
        .isTrue();
    assertThat(hosts.sameOrigin("http://127.0.0.1:7420", "127.0.0.1:7421")).isFalse();
    assertThat(hosts.sameOrigin("http://localhost:7421", "127.0.0.1:7421")).isFalse();
    assertThat(hosts.sameOrigin("null", "127.0.0.1:7421")).isFalse();
    assertThat(hosts.sameOrigin("http://evil.example", "evil.example")).isFalse();
  }
}
