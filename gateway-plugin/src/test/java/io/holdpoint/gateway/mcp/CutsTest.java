// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in an array and whatever is taken out: the rest stays as it was. */
final class CutsTest {

  private static final String[] SPACES = {"", " ", "\n", "\t  ", "\r\n"};
  private static final String[] VALUES = {
    "1",
    "-0.50e+10",
    "\"a\\u0041,]\"",
    "\"\u65e5\ud83d\ude00\"",
    "null",
    "true",
    "[ ]",
    "[1 , [2,\"]\"]]",
    "{\"name\" : \"x,]\\\"\" , \"b\":[{}]}",
    "{}"
  };

  private final Random random = new Random(20261121);

  @Test
  void leavesWhatIsKept_byteForByte_forAnyArrayAndAnyChoice() throws Exception {
    for (int round = 0; round < 4_000; round++) {
      List<String> values = new ArrayList<>();
      StringBuilder array = new StringBuilder("[").append(space());
      for (int i = random.nextInt(7); i > 0; i--) {
        values.add(VALUES[random.nextInt(VALUES.length)]);
        array.append(values.getLast()).append(space());
        if (i > 1) {
          array.append(',').append(space());
        }
      }
      String before = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{" + space() + "\"a\":[1,2],\"t\":";
      String after = space() + ",\"z\":[ 3 ]}}" + space();
      byte[] bytes = (before + array + "]" + after).getBytes(StandardCharsets.UTF_8);
      BitSet out = new BitSet();
      List<String> kept = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        if (random.nextBoolean()) {
          out.set(i);
        } else {
          kept.add(values.get(i));
        }
      }

      byte[] left = cut(bytes, out);

      String text = new String(left, StandardCharsets.UTF_8);
      assertThat(text).startsWith(before).endsWith(after);
      assertThat(items(left)).isEqualTo(kept);
      if (out.isEmpty()) {
        assertThat(left).isSameAs(bytes);
      }
    }
  }

  @Test
  void blanksATextAndCutsTwoArrays_inOneGo() throws Exception {
    byte[] bytes =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"t\":[1,2],\"i\":\"long\",\"t\":[3,4]}}"
            .getBytes(StandardCharsets.UTF_8);
    RpcMessage message = JsonRpcReader.lenient().read(bytes);
    Cuts cuts = new Cuts(bytes);
    BitSet first = new BitSet();
    first.set(0);
    for (RawMember member : message.result().members()) {
      if (member.name().equals("t")) {
        cuts.items(ObjectReader.items(member), first);
      } else {
        cuts.blank(member);
      }
    }

    assertThat(new String(cuts.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"t\":[2],\"i\":\"\",\"t\":[4]}}");
  }

  private static byte[] cut(byte[] bytes, BitSet out) throws RpcSyntaxException {
    Cuts cuts = new Cuts(bytes);
    cuts.items(list(bytes), out);
    return cuts.toBytes();
  }

  private static List<String> items(byte[] bytes) throws RpcSyntaxException {
    return list(bytes).stream().map(RawMember::raw).toList();
  }

  private static List<RawMember> list(byte[] bytes) throws RpcSyntaxException {
    RawMember list = JsonRpcReader.lenient().read(bytes).result().get("t");
    assertThat(list).isNotNull();
    return ObjectReader.items(list);
  }

  private String space() {
    return SPACES[random.nextInt(SPACES.length)];
  }
}
