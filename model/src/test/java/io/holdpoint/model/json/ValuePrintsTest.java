// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ValuePrintsTest {

  private final ValuePrints prints = new ValuePrints(new byte[32]);

  @Test
  void knows_an_account_number_however_it_is_written() {
    String wanted = prints.ofSearched("DE89370400440532013000");
    assertThat(prints.in("{\"iban\":\"DE89 3704 0044 0532 0130 00\"}")).contains(wanted);
    assertThat(prints.in("pay de89370400440532013000 now")).contains(wanted);
    assertThat(prints.in("{\"a\":\"x\\nDE89-3704-0044-0532-0130-00\\ny\"}")).contains(wanted);
    assertThat(prints.ofSearched(" de89 3704 0044 0532 0130 00 ")).isEqualTo(wanted);
  }

  @Test
  void knows_cards_addresses_and_keys() {
    assertThat(prints.in("4111-1111-1111-1111")).contains(prints.ofSearched("4111111111111111"));
    assertThat(prints.in("{\"to\":\"Jane.Doe@Example.com\"}"))
        .contains(prints.ofSearched("jane.doe@example.com"));
    assertThat(prints.in("key=sk4f9a8b7c6d5e4f3a2b"))
        .contains(prints.ofSearched("sk4f9a8b7c6d5e4f3a2b"));
  }

  @Test
  void has_no_print_of_common_words_and_small_numbers() {
    assertThat(prints.in("{\"state\":\"open\",\"count\":12,\"name\":\"Customer invoice\"}"))
        .isEmpty();
    assertThat(ValuePrints.isSearchable("open")).isFalse();
    assertThat(ValuePrints.isSearchable("12345")).isFalse();
    assertThat(ValuePrints.isSearchable("123456")).isTrue();
  }

  @Test
  void differs_by_key() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new ValuePrints(other).ofSearched("123456789"))
        .isNotEqualTo(prints.ofSearched("123456789"));
  }

  @Test
  void takes_no_more_than_so_many() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("x ").append(100_000_000 + i).append(',');
    }
    assertThat(prints.in(text.toString())).hasSizeLessThanOrEqualTo(65);
  }

  /** The vector of the paper's appendix. */
  @Test
  void hashes_as_its_authors_do() {
    byte[] message = new byte[15];
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) i;
    }
    assertThat(ValuePrints.hash(message, 15, 0x0706050403020100L, 0x0f0e0d0c0b0a0908L))
        .isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void finds_what_the_plain_rules_find_in_any_text() {
    Random random = new Random(20261122);
    String pool = "aB9 0-./@_%+,\"\\:{}\nZz5é²１X7";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(round % 10 == 0 ? 600 : 60);
      int most = 1 + random.nextInt(pool.length());
      for (int i = 0; i < length; i++) {
        text.append(pool.charAt(random.nextInt(most)));
      }
      List<String> wanted =
          PlainValueForms.in(text.toString()).stream().map(prints::print).distinct().toList();
      List<String> found = prints.in(text.toString());
      if (wanted.size() < 64) {
        assertThat(found).as(text.toString()).isEqualTo(wanted);
      } else {
        assertThat(found).startsWith(wanted.subList(0, 60).toArray(new String[0]));
      }
    }
  }
}
