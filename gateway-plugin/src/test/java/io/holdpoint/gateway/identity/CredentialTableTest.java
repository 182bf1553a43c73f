// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CredentialTableTest {

  private static final String HASH_OF_OLD =
      "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4";
  private static final String HASH_OF_NEW =
      "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437";
  private static final Principal MIRA = principal("mira");
  private static final Principal NOBODY = principal("anonymous");
  private final FakeClock clock = new FakeClock();
  private final CredentialTable table = CredentialTable.empty(clock).with("correct-token", MIRA);

  @Test
  void findsOwner_ofToken() {
    assertThat(by(table, List.of("Bearer correct-token"))).contains(MIRA);
    assertThat(by(table, List.of("bearer  correct-token "))).contains(MIRA);
  }

  @Test
  void admitsNobodyElse() {
    assertThat(by(table, List.of("Bearer correct-toke"))).isEmpty();
    assertThat(by(table, List.of("Basic correct-token"))).isEmpty();
    assertThat(by(table, List.of("Bearer correct-token", "Bearer x"))).isEmpty();
    assertThat(by(table, List.of())).isEmpty();
  }

  @Test
  void doesNotTakeWrongToken_forNone() {
    CredentialTable open = table.admitting(NOBODY);
    assertThat(by(open, List.of())).contains(NOBODY);
    assertThat(by(open, List.of("Bearer wrong"))).isEmpty();
  }

  /** Against somebody who has an old key, or the file with the hashes. */
  @Test
  void key_isGoodToItsEnd_besideTheNextOne_andItsHashIsNone() {
    Instant end = clock.instant().plusSeconds(60);
    CredentialTable both =
        CredentialTable.empty(clock)
            .with(new ApiKey(HASH_OF_OLD, end), MIRA)
            .with(new ApiKey(HASH_OF_NEW, null), MIRA);
    assertThat(by(both, List.of("Bearer old"))).contains(MIRA);
    assertThat(by(both, List.of("Bearer new"))).contains(MIRA);
    assertThat(by(both, List.of("Bearer " + HASH_OF_NEW))).isEmpty();

    clock.advance(Duration.ofSeconds(60));
    assertThat(by(both, List.of("Bearer old"))).isEmpty();
    assertThat(by(both.admitting(NOBODY), List.of("Bearer old"))).isEmpty();
    assertThat(by(both, List.of("Bearer new"))).contains(MIRA);
  }

  @Test
  void use_isRemembered_ofTheKeyThatWasShown() {
    CredentialTable both =
        CredentialTable.empty(clock)
            .with(new ApiKey(HASH_OF_OLD, null), MIRA)
            .with(new ApiKey(HASH_OF_NEW, null), MIRA);
    by(both, List.of("Bearer new"));
    assertThat(both.uses())
        .extracting(KeyUse::fingerprint, KeyUse::lastUsed)
        .containsExactly(
            tuple(HASH_OF_OLD.substring(0, 8), null),
            tuple(HASH_OF_NEW.substring(0, 8), clock.instant()));
  }

  /** Who is admitted without a certificate. */
  private static Optional<Principal> by(CredentialTable table, List<String> authorization) {
    return table.authenticate(authorization, null) instanceof Presented.Known known
        ? Optional.of(known.principal())
        : Optional.empty();
  }

  private static Principal principal(String subject) {
    AgentIdentity identity = new AgentIdentity("default", "holdpoint:key", subject, null, null);
    return Principal.of(identity, PrincipalKind.EXCLUSIVE, "");
  }
}
