// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class EventSplitterTest {

  private static final String STREAM =
      ": hello\r\nevent: message\r\nid: 1\r\ndata: {\"a\":\r\ndata:  1}\r\n\r\n"
          + ":ping\n\ndata: é\n\ndata\ndata:x\r\rid: 2\ndata:\n\nretry: 3\n\ndataset: no\n\n";

  @Test
  void findsTheSameEvents_whereverTheStreamIsCut() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second += 7) {
        EventSplitter splitter = new EventSplitter(1000);
        splitter.add(Arrays.copyOfRange(bytes, 0, first));
        splitter.add(Arrays.copyOfRange(bytes, first, second));
        splitter.add(Arrays.copyOfRange(bytes, second, bytes.length));
        List<String> data = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (EventSplitter.Event e = splitter.poll(); e != null; e = splitter.poll()) {
          all.writeBytes(e.bytes());
          byte[] text = e.data();
          if (text != null) {
            data.add(new String(text, StandardCharsets.UTF_8));
          }
        }
        all.writeBytes(splitter.rest());

        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(STREAM);
        assertThat(data).containsExactly("{\"a\":\n 1}", "é", "\nx");
      }
    }
  }

  @Test
  void refusesEventsBeyondTheLimit() {
    EventSplitter splitter = new EventSplitter(10);
    assertThat(splitter.add("data: 12".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(splitter.add("345".getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @Test
  void givesCommentsAtOnce() {
    EventSplitter splitter = new EventSplitter(100);
    splitter.add(":keep-alive\n".getBytes(StandardCharsets.UTF_8));
    assertThat(splitter.isEmpty()).isFalse();
  }
}
