// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"b\":1,\"a\":2} | {\"a\":2,\"b\":1}",
        "{ \"a\" : [ 1 , 2 ] } | {\"a\":[1,2]}",
        "{\"a\":{\"d\":1,\"c\":[{\"z\":1,\"y\":2}]}} | {\"a\":{\"c\":[{\"y\":2,\"z\":1}],\"d\":1}}",
        "1.0 | 1",
        "1e0 | 1",
        "10e-1 | 1",
        "100 | 100",
        "1E2 | 100",
        "-0.0 | 0",
        "0.10 | 0.1",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "9007199254740993 | 9007199254740993",
        "1e400 | 1E+400",
        "\"\\u0041\\/\" | \"A/\"",
        "\"\\u00fc\" | \"ü\"",
        "\"\\ud83d\\ude00\" | \"😀\"",
        "\"\\u0001\\b\" | \"\\u0001\\u0008\"",
        "\"a\\\"b\\\\c\\n\" | \"a\\\"b\\\\c\\n\"",
        "{\"a\":1,\"a\":2} | {\"a\":2}",
        "null | null",
        "[true,false] | [true,false]",
      })
  void writes_one_text_for_one_meaning(String json, String canonical) {
    assertThat(CanonicalJson.of(json)).isEqualTo(canonical);
    assertThat(CanonicalJson.of(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no json", "{\"a\":", "{} {}", "[1,]", "{'a':1}", "NaN", "01"})
  void leaves_what_is_no_json_as_it_is(String text) {
    assertThat(CanonicalJson.of(text)).isEqualTo(text);
  }

  @Test
  void does_not_spend_itself_on_huge_numbers() {
    String digits = "1".repeat(900);
    assertThat(CanonicalJson.of(digits)).isEqualTo(digits);
    assertThat(CanonicalJson.of("1e999999999")).hasSizeLessThan(20);
    assertThat(CanonicalJson.of("[1e99999999999]")).isEqualTo("[1e99999999999]");
  }

  @Test
  void digests_equal_meanings_alike_and_only_with_the_same_key() {
    PayloadDigester digester = new PayloadDigester("0123456789abcdef".getBytes(US_ASCII));
    PayloadDigester other = new PayloadDigester("0123456789abcdeX".getBytes(US_ASCII));
    Digest digest = digester.digest("{\"b\":1.0,\"a\":\"\\u0041\"}");
    assertThat(digester.digest("{\"a\":\"A\",\"b\":1}")).isEqualTo(digest);
    assertThat(digester.digest("{\"a\":\"A\",\"b\":2}")).isNotEqualTo(digest);
    assertThat(other.digest("{\"a\":\"A\",\"b\":1}")).isNotEqualTo(digest);
    assertThat(digester.digest("")).isEqualTo(Digest.NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> new PayloadDigester(new byte[15]));
  }
}
