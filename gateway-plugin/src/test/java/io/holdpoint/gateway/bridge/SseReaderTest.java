// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class SseReaderTest {

  private static final String STREAM =
      ": hello\r\n\r\nevent: endpoint\r\ndata: /m?x=1\r\n\r\nid: 7\ndata: {\"a\":\ndata: 1}\n\n"
          + "data\n\nevent:message\rdata:é\r\rretry: 5\n\ndata: {}\n\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void givesEvents_howeverTheBytesCome(int size) {
    List<String> events = new ArrayList<>();
    SseReader reader =
        new SseReader(
            1000,
            (type, data) -> events.add(type + "=" + new String(data, StandardCharsets.UTF_8)));
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      assertThat(reader.add(java.util.Arrays.copyOfRange(bytes, from, to))).isTrue();
    }
    assertThat(events)
        .containsExactly("endpoint=/m?x=1", "message={\"a\": 1}", "message=é", "message={}");
  }

  @Test
  void tells_whenAnEventIsTooLong() {
    SseReader reader = new SseReader(100, (type, data) -> {});
    assertThat(reader.add("data: 1\n\n".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(reader.add(new byte[200])).isFalse();
  }
}
