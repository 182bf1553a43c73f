// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.RandomJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCanonicalTest {

  private final PlainCanonical plain = new PlainCanonical();

  @Test
  void writes_what_the_general_parser_writes_or_refuses() {
    RandomJson random = new RandomJson(7);
    int written = 0;
    for (int i = 0; i < 30_000; i++) {
      String json = random.next();
      if (plain.write(json.getBytes(UTF_8))) {
        written++;
        assertThat(text()).as(json).isEqualTo(utf8(CanonicalJson.of(json)));
      }
    }
    assertThat(written).isGreaterThan(8_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":[{\"type\":\"text\",\"text\":\"a\\nb \\\"c\\\" d\\\\e\"}],\"isError\":false}",
        "{\"b\":1,\"a\":{\"d\":[1,2.50],\"c\":null},\"b\":2}",
        "[\"\\/\\b\\f\", \"grüß 日本 😀\", -0, 1e2 ]",
      })
  void reads_what_tools_send(String json) {
    assertThat(plain.write(json.getBytes(UTF_8))).isTrue();
    assertThat(text()).isEqualTo(CanonicalJson.of(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "01",
        "1.",
        "-",
        "tru",
        "truex",
        "{} {}",
        "\"a",
        "\"\t\"",
        "'a'",
        "{\"ü\":1}",
        "{\"\\u0061\":1}",
        "\"\\u0041\"",
        "\"\\x\"",
        "NaN",
        "{\"?\":1}",
        "\u0000",
        "[1 2]",
      })
  void leaves_the_rest_to_the_general_parser(String json) {
    assertThat(plain.write(json.getBytes(UTF_8))).isFalse();
  }

  @Test
  void refuses_depth_and_length_it_has_no_room_for() {
    assertThat(plain.write(("[".repeat(61) + "]".repeat(61)).getBytes(UTF_8))).isFalse();
    assertThat(plain.write(("[".repeat(60) + "]".repeat(60)).getBytes(UTF_8))).isTrue();
    assertThat(plain.write("1".repeat(61).getBytes(UTF_8))).isFalse();
    assertThat(plain.write("1".repeat(60).getBytes(UTF_8))).isTrue();
  }

  private String text() {
    return new String(plain.bytes(), 0, plain.length(), UTF_8);
  }

  /** As it is digested: half a surrogate pair becomes a question mark. */
  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
