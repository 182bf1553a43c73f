// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

  @Test
  void givesLines_withoutTheirEnds() throws IOException {
    assertThat(read("a\n\nbc\r\n\r\nlast", 10)).containsExactly("a", "bc", "last");
  }

  @Test
  void tellsOfLongLine_andGoesOnAfterIt() throws IOException {
    assertThat(read("12345\n123456\n1234\n123456789", 5))
        .containsExactly("12345", "TOO LONG", "1234", "TOO LONG");
  }

  @Test
  void joinsPieces_howeverTheyCome() throws IOException {
    String text = "x".repeat(150_000) + "\n" + "y".repeat(70_000) + "\nz\n";
    assertThat(read(text, 1 << 20)).containsExactly("x".repeat(150_000), "y".repeat(70_000), "z");
  }

  private static List<String> read(String text, int longest) throws IOException {
    List<String> lines = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    new LineReader(in, longest)
        .readAll(
            new LineReader.Sink() {
              @Override
              public void line(byte[] bytes) {
                lines.add(new String(bytes, StandardCharsets.UTF_8));
              }

              @Override
              public void tooLong() {
                lines.add("TOO LONG");
              }
            });
    return lines;
  }
}
