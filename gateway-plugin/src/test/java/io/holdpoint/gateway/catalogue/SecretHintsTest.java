// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHintsTest {

  private static final String TAIL = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3";
  private static final List<String> PREFIXES =
      List.of(
          "AKIA",
          "ASIA",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "xoxb-",
          "xoxp-",
          "xoxa-",
          "xoxr-",
          "xoxs-",
          "xoxe-",
          "xapp-",
          "AIza",
          "sk_live_",
          "rk_live_",
          "sk-ant-",
          "sk-proj-",
          "eyJhbGciOiJI.eyJ",
          "-----BEGIN RSA PRIVATE KEY");
  private static final List<String> NAMES =
      List.of(
          "password",
          "PASSWD",
          "passphrase",
          "client_secret",
          "Token",
          "api_key",
          "api-keys",
          "apikey",
          "access_key",
          "access-key",
          "accesskey",
          "private_key",
          "private-key",
          "privatekey",
          "credentials",
          "pwd",
          "db_pwd",
          "to\u212aen");
  private static final List<String> PIECES =
      List.of(
          " ",
          "=",
          ":",
          "\"",
          "\\\"",
          "\\n",
          "\\\\n",
          "\\",
          "\\\\",
          "\\u0041",
          "\\u0070assword",
          "\\/",
          "{",
          "}",
          "[",
          "]",
          ",",
          "pass\\\\word",
          "word",
          "x",
          "The quick brown fox",
          "S3cr3t-value!",
          "key",
          "\u00fc",
          "-",
          "_",
          "/home/user/project/src/Main.java",
          "123e4567-e89b-12d3-a456-426614174000");

  private final Random random = new Random(5);

  @Test
  void miss_nothing_the_closer_look_finds() {
    int found = 0;
    for (int i = 0; i < 40_000; i++) {
      String text = text();
      boolean closer = text.length() >= 12 && SecretScan.looksCloser(text);
      found += closer ? 1 : 0;
      if (closer) {
        assertThat(SecretHints.of(text)).as(text).isNotZero();
      }
      assertHints(text);
    }
    assertThat(found).isBetween(5_000, 35_000);
  }

  /** Nothing but the escape, or the sign that becomes a k, gives these away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tok\\u0065n\":\"a1B2c3D4e5!x\"}",
        "{\"pwd\\u003da1B2c3D4!\":0}",
        "{\"se\\u0063ret\":\"a1B2c3D4e5!x\"}",
        "{\"to\u212aen\":\"a1B2c3D4e5!x\"}",
      })
  void see_what_letters_come_out_of_escapes_and_lower_case(String text) {
    assertThat(SecretScan.looksCloser(text)).isTrue();
    assertThat(SecretScan.finds(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox jumps over the lazy dog",
        "{\"content\":[{\"type\":\"text\",\"text\":\"one\\n"
            + "two \\\"three\\\"\"}],\"isError\":false}",
        "a -- b, c_d, would create 12345678 = 87654321",
      })
  void see_nothing_in_ordinary_text(String text) {
    assertThat(SecretHints.of(text)).isZero();
  }

  /** Each hint by itself: without it its part of the closer look finds nothing. */
  private static void assertHints(String text) {
    int hints = SecretHints.of(text);
    if ((hints & SecretHints.SHAPE) == 0) {
      assertThat(SecretShapes.anyIn(text)).as(text).isFalse();
    }
    if ((hints & SecretHints.NAME) == 0) {
      assertThat(Assignments.anyIn(text)).as(text).isFalse();
    }
  }

  private String text() {
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "{\"a\":\"" : "");
    int pieces = 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      out.append(piece());
    }
    return out.append(random.nextBoolean() ? "\"}" : "").toString();
  }

  private String piece() {
    return switch (random.nextInt(8)) {
      case 0 -> pick(PREFIXES) + TAIL;
      case 1 -> pick(NAMES) + pick(List.of("=", ": ", "\":\"", "\\\":\\\"")) + "a1B2c3D4e5!x";
      case 2 -> base64(pick(PREFIXES) + TAIL);
      case 3 -> base64(pick(NAMES) + "=a1B2c3D4e5!x");
      default -> pick(PIECES);
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
