// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.json.CanonicalJson;
import io.holdpoint.model.testing.RandomJson;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedViewTest {

  private static final int MOST_BYTES = 8192;

  @Test
  void keeps_the_shape_and_hides_the_values() {
    String json =
        "{\"path\":\"/a/b\",\"limit\":20,\"deep\":{\"list\":[\"x\",true,null,-1.5]},\"id\":\"mira\"}";
    assertThat(arguments(json, name -> name.equals("path")))
        .isEqualTo(
            "{\"path\":\"/a/b\",\"limit\":\"▒ number\",\"deep\":{\"list\":[\"▒ 1 chars\","
                + "\"▒ flag\",null,\"▒ number\"]},\"id\":\"▒ 4 chars\"}");
  }

  @Test
  void hides_names_that_could_be_values() {
    assertThat(arguments("{\"mira@example.com\":1,\"4111111111111111\":2}", n -> false))
        .isEqualTo("{\"▒ name 1\":\"▒ number\",\"▒ name 2\":\"▒ number\"}");
    assertThat(result("{\"content\":[{\"type\":\"text\",\"mira\":\"x\"}]}"))
        .isEqualTo("{\"content\":[{\"type\":\"▒ 4 chars\",\"▒ name 2\":\"▒ 1 chars\"}]}");
  }

  @Test
  void hides_a_secret_also_where_values_are_shown() {
    assertThat(arguments("{\"url\":\"http://x/?k=" + SecretScanTest.AWS + "\"}", n -> true))
        .isEqualTo("{\"url\":\"▒ 32 chars\"}");
    assertThat(arguments("{\"to\":[\"a@example.com\",7,true]}", n -> true))
        .isEqualTo("{\"to\":[\"a@example.com\",7,true]}");
  }

  @Test
  void shows_only_what_stands_at_the_top() {
    assertThat(arguments("{\"a\":{\"path\":\"x\"}}", "path"::equals))
        .isEqualTo("{\"a\":{\"path\":\"▒ 1 chars\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{\"a\":", "{} {}", "{\"a\":1}x", " "})
  void tells_only_the_size_of_what_is_no_json(String text) {
    assertThat(arguments(text, name -> true))
        .isEqualTo("\"▒ " + text.length() + " chars, no JSON\"");
  }

  @Test
  void stays_small_whatever_the_payload() {
    String wide = "[" + "{\"name\":\"value\",\"größe\":[1,2]},".repeat(5000) + "1]";
    String deep = "[".repeat(400) + "]".repeat(400);
    String shown = "{\"a\":[" + "\"\u65e5\u672c\u8a9e\",".repeat(5000) + "1]}";
    String many = "{" + "\"key\":{\"a\":{\"b\":\"c\"}},".repeat(5000) + "\"z\":1}";
    for (String json : new String[] {wide, deep, shown, many}) {
      String view = arguments(json, name -> true);
      assertThat(view.getBytes(UTF_8)).hasSizeLessThan(MOST_BYTES);
      assertThat(CanonicalJson.of("[" + view + "]")).as("valid JSON").doesNotStartWith("[ ");
      assertThat(view).matches("(?s).*(more|list|object)\".*");
    }
  }

  /** A value is a canary in any encoding; it must not sing through. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void never_shows_a_value_wherever_it_stands(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String canary = "cnry" + HexFormat.of().toHexDigits(random.nextLong());
      String json = "{\"open\":\"shown\",\"closed\":" + value(random, canary, 0) + "}";
      String arguments = arguments(json, "open"::equals);
      String result = result(json);
      assertThat(arguments).as(json).doesNotContain(canary).contains("\"open\":\"shown\"");
      assertThat(arguments)
          .doesNotContain("636e7279")
          .doesNotContain("Y25ye")
          .doesNotContain("cnry");
      assertThat(result).as(json).doesNotContain("cnry").doesNotContain("shown");
      for (int digits = 0; digits + 6 <= canary.length(); digits += 3) {
        assertThat(arguments).doesNotContain(canary.substring(digits, digits + 6));
      }
    }
  }

  private static String value(Random random, String canary, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 8)) {
      case 0 -> "\"" + canary + "\"";
      case 1 -> "\"" + canary.replace("c", "\\u0063") + "\"";
      case 2 -> "\"{\\\"k\\\":\\\"" + canary + "\\\"}\"";
      case 3 -> "\"" + HexFormat.of().formatHex(canary.getBytes(UTF_8)) + "\"";
      case 4 -> "\"x\\n" + canary + "\\t\"";
      case 5 ->
          "[" + value(random, canary, depth + 1) + ",1," + value(random, canary, depth + 1) + "]";
      case 6 -> "{\"open\":" + value(random, canary, depth + 1) + "}";
      default -> "{\"" + canary + "@x\":" + value(random, canary, depth + 1) + "}";
    };
  }

  @Test
  void is_the_same_by_the_fast_and_by_the_general_parser() {
    RandomJson random = new RandomJson(31);
    for (int i = 0; i < 20_000; i++) {
      String json = random.next();
      assertThat(arguments(json, "a"::equals))
          .as(json)
          .isEqualTo(MaskedView.general(json, MaskedView::readsLikeName, "a"::equals));
    }
  }

  private static String arguments(String json, Predicate<String> shows) {
    return MaskedView.ofArguments(json, json.getBytes(UTF_8), shows);
  }

  private static String result(String json) {
    return MaskedView.ofResult(json, json.getBytes(UTF_8));
  }

  @Test
  void shortWordsInSmallLetters_areNothingThatIsLookedFor() {
    Random random = new Random(7);
    String letters = "abcdefghijklmnopqrstuvwxyz_";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder name = new StringBuilder();
      int length = 1 + random.nextInt(16);
      for (int i = 0; i < length; i++) {
        name.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(SecretScan.findsAnything(name.toString())).as(name.toString()).isFalse();
      assertThat(MaskedView.readsLikeName(name.toString())).isTrue();
    }
  }
}
