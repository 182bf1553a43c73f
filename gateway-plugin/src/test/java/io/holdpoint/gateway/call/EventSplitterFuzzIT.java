// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes, cut anywhere: no byte is lost or moved, and the data of the events is what a plain
 * reading of the whole text finds.
 */
@Tag("fuzz")
final class EventSplitterFuzzIT {

  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  @FuzzTest(maxDuration = "40s")
  void anyStream_isSplitAlike(FuzzedDataProvider input) {
    List<byte[]> chunks = new ArrayList<>();
    while (input.remainingBytes() > 0 && chunks.size() < 64) {
      chunks.add(input.consumeBytes(input.consumeInt(1, 40)));
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream relayed = new ByteArrayOutputStream();
    List<String> data = new ArrayList<>();
    EventSplitter splitter = new EventSplitter(Integer.MAX_VALUE);
    for (byte[] chunk : chunks) {
      whole.writeBytes(chunk);
      assertThat(splitter.add(chunk)).isTrue();
      for (EventSplitter.Event e = splitter.poll(); e != null; e = splitter.poll()) {
        relayed.writeBytes(e.bytes());
        byte[] text = e.data();
        if (text != null) {
          data.add(new String(text, ISO_8859_1));
        }
      }
    }
    relayed.writeBytes(splitter.rest());

    assertThat(relayed.toByteArray()).isEqualTo(whole.toByteArray());
    assertThat(data).isEqualTo(dataOf(whole.toString(ISO_8859_1)));
  }

  /** The data of each dispatched event, read from the whole text by the rules of the format. */
  private static List<String> dataOf(String text) {
    List<String> found = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String[] all = LINE_END.split(text, -1);
    for (String line : Arrays.asList(all).subList(0, all.length - 1)) {
      if (line.isEmpty()) {
        String data = String.join("\n", lines);
        if (!data.isEmpty()) {
          found.add(data);
        }
        lines.clear();
      } else if (line.equals("data")) {
        lines.add("");
      } else if (line.startsWith("data:")) {
        String value = line.substring("data:".length());
        lines.add(value.startsWith(" ") ? value.substring(1) : value);
      }
    }
    return found;
  }
}
