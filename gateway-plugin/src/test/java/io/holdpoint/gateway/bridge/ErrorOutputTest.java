// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ErrorOutputTest {

  private final Logger log = (Logger) LoggerFactory.getLogger("error-output-test");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final ErrorOutput output = new ErrorOutput(log, "files", List.of("s3cret-value", "1"));

  @Test
  void hidesSecrets_andControlCharacters() {
    assertThat(output.shown("using s3cret-value, try 1")).isEqualTo("using ***, try 1");
    assertThat(output.shown("key AKIAIOSFODNN7EXAMPLE")).doesNotContain("AKIA");
    assertThat(output.shown("red \u001b[31m bell\u0007")).isEqualTo("red  [31m bell ");
    assertThat(output.shown("x".repeat(2000))).hasSize(503);
  }

  @Test
  void tellsSoManyLinesAMinute_andHowManyItLeftOut() {
    logged.start();
    log.addAppender(logged);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      output.line("line".getBytes(StandardCharsets.UTF_8), start);
    }
    assertThat(logged.list).hasSize(60);
    output.line("next".getBytes(StandardCharsets.UTF_8), start + TimeUnit.MINUTES.toNanos(2));
    assertThat(logged.list.get(60).getFormattedMessage()).contains("40 more lines");
    assertThat(logged.list.get(61).getFormattedMessage()).isEqualTo("files: next");
  }
}
