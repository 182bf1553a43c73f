// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Every way around masking that {@code bypass.tsv} knows: in results, errors and progress. */
final class MaskingBypassTest {

  private static final Masking MASKING = new Masking(Rules.all(Way.REDACT, Direction.RESULTS));
  private static final List<String> MESSAGES =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"structuredContent\":%s}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"no\",\"data\":%s}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":%s}}");

  @TestFactory
  Stream<DynamicTest> value_isGone_whateverItsDisguise() throws IOException {
    return rows()
        .map(row -> row.split("\t", -1))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> isGone(row[1], row[2])));
  }

  private static void isGone(String gone, String json) {
    for (String message : MESSAGES) {
      String clear = message.formatted(json);
      String masked = new String(MASKING.message(Rules.CRM, clear.getBytes(UTF_8)), UTF_8);
      assertThat(clear).contains(gone);
      assertThat(masked).doesNotContain(gone);
      JsonMapper.shared().readTree(masked);
    }
  }

  private static Stream<String> rows() throws IOException {
    try (InputStream in =
        requireNonNull(MaskingBypassTest.class.getResourceAsStream("bypass.tsv"), "bypass.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"));
    }
  }
}
