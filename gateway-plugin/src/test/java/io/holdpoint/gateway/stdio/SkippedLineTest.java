// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkippedLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":5,\"result\":{\"x\":\"long\"}} | 5 | false",
        "{\"result\":{\"id\":7,\"a\":[{\"id\":8}],\"method\":\"m\"},\"id\":\"b\"} | \"b\" | false",
        "{\"method\":\"tools/call\",\"params\":{\"id\":1}, \"id\" : 12 } | 12 | true",
        "{\"result\":\"a,\\\"id\\\":9,{\",\"id\":\"q\\\"é\"} | \"q\\\"é\" | false",
        "{\"id\":null,\"result\":\"0123456789\"} | `` | false",
        "{\"id\":{\"a\":1},\"result\":\"0123456789\"} | `` | false",
        "{\"result\":\"0123456789\",\"x\":\"id\"} | `` | false",
        "no json at all, but a long line | `` | false"
      })
  void id_isFound_whereverItStands(String line, String id, boolean method) throws IOException {
    SkippedLine skipped = skipped(line + "\n{}\n", 4).getFirst();

    assertThat(skipped.id()).isEqualTo(id);
    assertThat(skipped.hasMethod()).isEqualTo(method);
    assertThat(skipped.length()).isEqualTo(line.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void everyLongLine_isToldOnce() throws IOException {
    assertThat(skipped("{\"id\":1}\n{\"id\":2}\n{\"id\":3}", 4))
        .extracting(SkippedLine::id)
        .containsExactly("1", "2", "3");
  }

  private static List<SkippedLine> skipped(String text, int limit) throws IOException {
    List<SkippedLine> all = new ArrayList<>();
    new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit)
        .readAll(
            new LineReader.Sink() {
              @Override
              public void line(byte[] bytes) {}

              @Override
              public void tooLong() {}

              @Override
              public void skipped(SkippedLine line) {
                all.add(line);
              }
            });
    return all;
  }
}
