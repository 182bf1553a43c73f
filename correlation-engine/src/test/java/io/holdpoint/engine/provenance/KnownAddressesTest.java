// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnownAddressesTest {

  @Test
  void isMixed_whereOneWordHasLettersOfSeveralScripts() {
    assertThat(KnownAddresses.isMixed("https://p\u0430ypal.example/pay")).isTrue();
    assertThat(KnownAddresses.isMixed("https://paypal.example/pay")).isFalse();
    assertThat(KnownAddresses.isMixed("\u043f\u0440\u0438\u0432\u0435\u0442 paypal")).isFalse();
    assertThat(KnownAddresses.isMixed("caf\u00e9 42")).isFalse();
  }

  @Test
  void isNearlyKnown_byOneLetter_butNotWhatTheUserNamed() {
    KnownAddresses addresses = new KnownAddresses();
    addresses.seen("write to billing@northwind.example");
    assertThat(addresses.isNearlyKnown("billing@northwlnd.example")).isTrue();
    assertThat(addresses.isNearlyKnown("billing@northwind.example")).isFalse();
    addresses.named("billing@northwlnd.example");
    assertThat(addresses.isNearlyKnown("billing@northwlnd.example")).isFalse();
  }
}
