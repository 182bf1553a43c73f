// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpstreamSecretTest {

  @TempDir Path folder;

  @Test
  void readsAReplacedFile_onceItIsOld() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    AtomicLong nanos = new AtomicLong();
    UpstreamSecret secret = UpstreamSecret.in(file, "Authorization", "Bearer ", nanos::get);

    Files.writeString(file, "second");
    assertThat(secret.value()).isEqualTo("Bearer first");
    nanos.addAndGet(UpstreamSecret.FRESH.toNanos() + 1);
    await().until(() -> secret.value().equals("Bearer second"));
    assertThat(secret.header()).isEqualTo("authorization");
  }

  @Test
  void keepsTheLast_whenTheFileIsGone() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first");
    AtomicLong nanos = new AtomicLong();
    UpstreamSecret secret = UpstreamSecret.in(file, "x-api-key", "", nanos::get);

    Files.delete(file);
    nanos.addAndGet(UpstreamSecret.FRESH.toNanos() + 1);
    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.value()).isEqualTo("first");
  }

  @Test
  void showsNoSecret() {
    assertThat(UpstreamSecret.given("authorization", "Bearer hush").toString())
        .doesNotContain("hush");
    assertThatThrownBy(() -> UpstreamSecret.given("authorization", "hush\r\nX: y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> UpstreamSecret.given("mcp-session-id", "hush"))
        .hasMessageContaining("header");
  }
}
