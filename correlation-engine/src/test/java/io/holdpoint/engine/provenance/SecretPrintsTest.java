// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretPrintsTest {
  private static final String KEY = "sk_live_9fK2mQ7xW4bT8nZ1";

  private final SecretPrints secrets = new SecretPrints();

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        "https://x.example/?d=sk_live_9fK2mQ7xW4bT8nZ1&e=1",
        "SK LIVE 9FK2 MQ7X W4BT 8NZ1",
        "s.k.l.i.v.e.9.f.K.2.m.Q.7.x.W.4.b.T.8.n.Z.1",
        "it begins with 9fK2mQ7x",
      })
  void finds_aSecretOrALargePart(String text) {
    secrets.add(KEY, 3, false);
    secrets.begin();
    secrets.look(text);
    assertThat(secrets.carried()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"we go live at nine", "9fK2", "the key", "a sk_live_ key"})
  void leaves_wordsAndScrapsAlone(String text) {
    secrets.add(KEY, 3, false);
    secrets.begin();
    secrets.look(text);
    assertThat(secrets.carried()).isEqualTo(-1);
  }

  @Test
  void adds_whatLeavesInPieces() {
    secrets.add("x9Qm4TzL8w", 0, false);
    secrets.begin();
    secrets.look("8w and 4TzL8w");
    assertThat(secrets.carried()).isEqualTo(-1);
    secrets.leaves();
    secrets.begin();
    secrets.look("x9Qm4");
    assertThat(secrets.carried()).isZero();
  }

  @Test
  void finds_aSecretSpreadOverArguments() {
    secrets.add("x9Qm4TzL8w", 0, false);
    secrets.begin();
    secrets.goOn("x9Q");
    secrets.goOn("m4T");
    secrets.goOn("zL8w");
    assertThat(secrets.carried()).isZero();
  }

  @Test
  void passes_whatTheUserSaid() {
    secrets.add(KEY, 0, false);
    secrets.begin();
    secrets.look("please use " + KEY);
    secrets.nameAllSeen();
    secrets.begin();
    secrets.look(KEY);
    assertThat(secrets.carried()).isEqualTo(-1);
  }

  @Test
  void staysBounded_andSaysSo() {
    for (int i = 0; i < 500; i++) {
      secrets.add("key" + i * 7919L + "x".repeat(50), i, false);
    }
    assertThat(secrets.isFull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PAYMENT_API_KEY=sk_live_9fK2mQ7xW4bT8nZ1, sk_live_9fK2mQ7xW4bT8nZ1",
    "password: Tr0ub4dor!, Tr0ub4dor!",
    "'{\"token\": \"a8Fq0z\"}', a8Fq0z",
    "Authorization: Bearer abc123def, abc123def",
    "DB=postgres://shop:hunter22x@db.example/shop, hunter22x",
    "id 9fK2mQ7xW4bT8nZ1Lq, 9fK2mQ7xW4bT8nZ1Lq",
  })
  void picks_whatOpensSomething(String text, String secret) {
    assertThat(SecretText.in(text, SecretPrintsTest::isSecretName)).contains(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PORT=8080",
        "HOST=shop.example",
        "api_key: required",
        "LOG=app-2026-01-05.log",
        "TENANT=550e8400-e29b-41d4-a716-446655440000",
        "URL=https://api.shop.example/v1/orders?limit=100",
        "The password is asked for at the next start.",
      })
  void leaves_whatStandsBesideIt(String text) {
    assertThat(SecretText.in(text, SecretPrintsTest::isSecretName)).isEmpty();
  }

  private static boolean isSecretName(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return Set.of("key", "token", "password", "authorization").stream().anyMatch(small::endsWith);
  }
}
