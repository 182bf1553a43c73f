// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class EntityTypeTest {

  /** Stand for others, or for what an operator names. */
  private static final Set<EntityType> OTHERS =
      EnumSet.of(EntityType.ENCODED, EntityType.ENCODED_SECRET, EntityType.NAMED);

  @Test
  void canaries_areThere_forEachType_ofTwelveCountriesAtLeast() {
    assertThat(EnumSet.complementOf(EnumSet.copyOf(OTHERS))).isEqualTo(Canaries.all().keySet());
    assertThat(Canaries.all()).hasSizeGreaterThanOrEqualTo(45);
    assertThat(
            Canaries.all().keySet().stream()
                .map(EntityType::country)
                .filter(c -> !c.isEmpty())
                .collect(Collectors.toSet()))
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void page_namesEachType() throws IOException {
    String page = Files.readString(Path.of("MASKING.md"));
    assertThat(EntityType.values())
        .filteredOn(type -> type != EntityType.NAMED)
        .allMatch(type -> page.contains("`" + type.id() + "`"));
  }

  @Test
  void finds_eachType_whereverItStands() {
    List<String> missed = new ArrayList<>();
    Canaries.all()
        .forEach(
            (type, canary) -> {
              String text = canary.replace("|", "");
              String value = canary.substring(canary.indexOf('|') + 1);
              for (String json : positions(text)) {
                boolean found =
                    Scans.json(json).stream().anyMatch(f -> f.type() == type || covers(f, value));
                if (!found) {
                  missed.add(type + " in " + json);
                }
              }
            });
    assertThat(missed).isEmpty();
  }

  /** Another type that covers the whole value does as well. */
  private static boolean covers(Finding finding, String value) {
    return finding.text().contains(value.substring(0, Math.min(value.length(), 6)))
        && finding.text().length() >= Math.min(value.length(), 8);
  }

  private static List<String> positions(String text) {
    String unicode =
        text.chars()
            .mapToObj(c -> String.format("\\u%04x", c))
            .collect(Collectors.joining("", "\"", "\""));
    return List.of(
        "{\"note\":" + Scans.quoted(text) + "}",
        "[1,{\"a\":[" + Scans.quoted("before it, " + text + " and after") + "]}]",
        "{\"text\":" + Scans.quoted("{\"line\":" + Scans.quoted("x\n" + text) + "}") + "}",
        "{\"text\":" + unicode + "}",
        "{" + Scans.quoted("first " + text) + ":1}");
  }

  @Test
  void leaves_whatFailsItsCheck_orLacksItsContext() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<EntityType, String> entry : Canaries.all().entrySet()) {
      String canary = entry.getValue();
      if (!entry.getKey().words().isEmpty() && !canary.startsWith("|")) {
        String bare = canary.substring(canary.indexOf('|') + 1);
        String json = "{\"note\":" + Scans.quoted("order " + bare + " shipped") + "}";
        if (Scans.types(json).contains(entry.getKey()) && entry.getKey() != EntityType.PHONE) {
          wrong.add(json);
        }
      }
    }
    for (String text :
        List.of(
            "4111 1111 1111 1112",
            "DE89 3704 0044 0532 0130 01",
            "078-00-1120",
            "529.982.247-26",
            "12345678A",
            "RSSMRA85T10A562T",
            "version 3.17.2.1",
            "v1.2.3.4",
            "2026-11-21T12:00:00Z",
            "123e4567-e89b-12d3-a456-426614174000",
            "order 100 2000 300 4000",
            "4111\t1111\t1111\t1111\t1111",
            "1000\n4111\n1111\n1111\n1111",
            "4111\t1111,1111\t1111",
            "4111\t1111\t1111\t1112",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "4.843304634094238",
            "a@b",
            "@handle",
            "3.14159265358979",
            "12:34:56",
            "http://example.com:8080/a/b",
            "Forgot your password: https://example.com/reset/1")) {
      String json = "{\"note\":" + Scans.quoted(text) + "}";
      if (!Scans.json(json).isEmpty()) {
        wrong.add(json + " " + Scans.types(json));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void finds_throughConfusablesAndUrlEscapes() {
    assertThat(
            Scans.types(
                "[\"\uff14\uff11\uff11\uff11 1111 1111"
                    + " 1111\",\"4111\u00a01111\u20091111\u20111111\","
                    + "\"jane\u200b.roe@example.com\",\"jane.roe%40example.com\","
                    + "\"\u0664111111111111111\"]"))
        .containsExactly(
            EntityType.CARD, EntityType.CARD, EntityType.EMAIL, EntityType.EMAIL, EntityType.CARD);
  }

  @Test
  void spans_areWholeCharacters_ofTheTextAsItStands() {
    String json = "{\"a\":\"x\\n4111\\u00201111 1111 \uff11111 y\"}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Finding card = Scans.json(json).getFirst();
    String raw = new String(bytes, card.start(), card.end() - card.start(), StandardCharsets.UTF_8);
    assertThat(raw).isEqualTo("4111\\u00201111 1111 \uff11111");
  }

  @Test
  void finds_numbersUnderTheirNames() {
    assertThat(
            Scans.types(
                "{\"card\":4111111111111111,\"ssn\":78051121,\"ssn_2\":278051121,\"cvv\":123,"
                    + "\"count\":4111111111111112,\"at\":1700000000}"))
        .containsExactly(EntityType.CARD, EntityType.US_SSN, EntityType.PASSWORD);
  }

  @Test
  void takesLinearTime_forHostileTexts() {
    for (String piece :
        List.of(
            "-eyJa",
            "password=",
            "x@",
            "1 2 3 ",
            "123456789 ",
            "s_t_",
            "a:1:",
            "4111 ",
            "4111\t",
            "1\n",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY",
            "://a:",
            "aB3",
            "DE89",
            "f:",
            "%41",
            "\\\\n")) {
      long small = cost(piece, 100_000);
      long large = cost(piece, 400_000);
      assertThat(large).as(piece).isLessThan(Math.max(12 * small, 400_000_000L));
    }
  }

  private static long cost(String piece, int length) {
    String json = "[\"" + piece.repeat(length / piece.length()) + "\"]";
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Scans.json(json);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
