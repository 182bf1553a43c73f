// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.io.JsonStringEncoder;

class SecretScanTest {

  static final String AWS = "AKIA" + "IOSFODNN7EXAMPLE";

  /** Made up; put together here so that no scanner of sources takes them for real ones. */
  static List<String> secrets() {
    String forty = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
    return List.of(
        "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE",
        "-----BEGIN " + "PRIVATE KEY-----",
        "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
        AWS,
        "ASIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + forty,
        "gho_" + forty,
        "github_pat_" + forty,
        "glpat-" + forty,
        "xoxb-" + "123456789012-abcdef",
        "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
        "sk_live_" + forty,
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN",
        "password=hunter2x9",
        "PASSWORD: 'hunter2x9'",
        "export DB_PASSWORD=\"c0rrect-h0rse\"",
        "api_key: 9f8e7d6c5b4a",
        "client-secret = Zx81Spectrum");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void finds_a_secret_however_it_is_wrapped(String secret) {
    String inJson = json(secret);
    assertThat(SecretScan.finds(secret)).as("plain").isTrue();
    assertThat(SecretScan.finds("before it\n" + secret + "\nafter it")).as("in a text").isTrue();
    assertThat(SecretScan.finds("{\"content\":[{\"text\":" + inJson + "}]}")).as("JSON").isTrue();
    String twice = json("{\"line\":" + json("x\n" + secret) + "}");
    assertThat(SecretScan.finds("{\"text\":" + twice + "}")).as("JSON in JSON").isTrue();
    String unicode = unicode(secret);
    assertThat(SecretScan.finds("{\"text\":\"" + unicode + "\"}")).as("unicode escapes").isTrue();
    String encoded = Base64.getEncoder().encodeToString(("some text " + secret).getBytes(UTF_8));
    assertThat(SecretScan.finds("{\"data\":\"" + encoded + "\"}")).as("base64").isTrue();
    assertThat(SecretScan.finds("x/" + encoded)).as("base64 out of step").isTrue();
    assertThat(SecretScan.finds("{\"a\":1,\"text\":" + inJson + ",\"cut")).as("cut").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "The quick brown fox",
        "AKIA is how they begin",
        "XAKIAIOSFODNN7EXAMPLE",
        "AKIAIOSFODNN7EXAMPLEXXXX",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "password: ",
        "password: string",
        "Forgot your password: https://example.com/reset/1",
        "password=${DB_PASSWORD}",
        "token: <your-token-1>",
        "The secret: never give up on it.",
        "{\"password\":\"string\"}",
        "{\"token_count\":12345678}",
        "2026-11-21T12:00:00Z path:/usr/share/doc/1",
        "eyJhbGciOi is how a token begins",
        "ghp_short",
      })
  void leaves_what_only_looks_alike(String text) {
    assertThat(SecretScan.finds(text)).isFalse();
  }

  @Test
  void finds_a_password_under_its_name_in_json() {
    assertThat(SecretScan.finds("{\"db\":{\"Password\":\"hunter2x9\"}}")).isTrue();
    assertThat(SecretScan.finds("{\"db\":{\"label\":\"hunter2x9\"}}")).isFalse();
  }

  @Test
  void looks_no_further_than_the_first_megabyte() {
    String far = "word ".repeat(SecretScan.FARTHEST / 5 + 1);
    assertThat(SecretScan.finds(far + AWS)).isFalse();
    assertThat(SecretScan.finds(far.substring(0, SecretScan.FARTHEST - 100) + " " + AWS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eyJ", "eyJa.eyJ", "AKIA", "password=", "=", "\\", ":\"", "ghp_aaaaaaaaaa"})
  void takes_linear_time_for_hostile_texts(String piece) {
    String text = piece.repeat(SecretScan.FARTHEST / piece.length());
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> SecretScan.finds(text));
  }

  private static String json(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
  }

  private static String unicode(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    return escaped.toString();
  }
}
