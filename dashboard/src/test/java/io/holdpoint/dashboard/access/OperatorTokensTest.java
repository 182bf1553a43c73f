// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.FakeClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against somebody with a token that was replaced, taken back, or has run out. */
final class OperatorTokensTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final FakeClock clock = new FakeClock();
  private final MemoryTokens store = new MemoryTokens();
  private final OperatorTokens tokens = new OperatorTokens(store, "root", clock);

  @Test
  void token_isKeptAsAHash_andKnownAgainAfterARestart() {
    OperatorTokens.Issued issued = ada();

    assertThat(store.all().toString()).doesNotContain(issued.secret());
    assertThat(issued.toString()).doesNotContain(issued.secret());
    OperatorTokens again = new OperatorTokens(store, "root", clock);
    assertThat(again.authenticate(issued.secret()).orElseThrow().operator())
        .isEqualTo(Operator.of("ada", Role.APPROVER));
    assertThat(again.authenticate(issued.token().hash())).as("the hash is no token").isEmpty();
  }

  @Test
  void revokedToken_letsNobodyIn_andItsLoginsEnd() {
    OperatorTokens.Issued issued = ada();
    Logins logins = new Logins(LoginLimits.USUAL, tokens::holder, clock);
    String cookie = logins.begin(issued.token().operator(), issued.token().id());
    assertThat(logins.use(cookie)).isPresent();

    assertThat(tokens.revoke(issued.token().id())).isPresent();

    assertThat(tokens.authenticate(issued.secret())).isEmpty();
    assertThat(logins.use(cookie)).isEmpty();
    assertThat(tokens.revoke(issued.token().id())).as("twice").isEmpty();
    assertThat(tokens.rotate(issued.token().id(), DAY, DAY)).as("no way back").isEmpty();
  }

  @Test
  void otherRoles_countAtOnce_forLoginsToo_andAreKept() {
    OperatorTokens.Issued issued = ada();
    Logins logins = new Logins(LoginLimits.USUAL, tokens::holder, clock);
    String cookie = logins.begin(issued.token().operator(), issued.token().id());

    assertThat(tokens.give(issued.token().id(), Set.of(Role.VIEWER))).isPresent();

    assertThat(logins.use(cookie)).contains(Operator.of("ada", Role.VIEWER));
    assertThat(logins.list()).hasSize(1);
    OperatorTokens again = new OperatorTokens(store, "root", clock);
    assertThat(again.authenticate(issued.secret()).orElseThrow().operator())
        .isEqualTo(Operator.of("ada", Role.VIEWER));
    tokens.revoke(issued.token().id());
    assertThat(tokens.give(issued.token().id(), Set.of(Role.ADMIN))).as("revoked").isEmpty();
    assertThat(logins.list()).isEmpty();
  }

  @Test
  void expiredToken_letsNobodyIn() {
    OperatorTokens.Issued issued = ada();
    clock.advance(DAY.minusSeconds(1));
    assertThat(tokens.authenticate(issued.secret())).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.authenticate(issued.secret())).isEmpty();
  }

  @Test
  void rotatedToken_isGoodForTheOverlapOnly() {
    OperatorTokens.Issued old = ada();
    OperatorTokens.Issued fresh =
        tokens.rotate(old.token().id(), Duration.ofHours(1), DAY).orElseThrow();
    assertThat(tokens.authenticate(old.secret())).isPresent();
    assertThat(tokens.authenticate(fresh.secret())).isPresent();

    clock.advance(Duration.ofHours(1));
    assertThat(tokens.authenticate(old.secret())).isEmpty();
    assertThat(tokens.authenticate(fresh.secret())).isPresent();

    OperatorTokens.Issued third = tokens.rotate(old.token().id(), Duration.ZERO, DAY).orElseThrow();
    assertThat(tokens.authenticate(fresh.secret())).as("without overlap").isEmpty();
    assertThat(tokens.authenticate(third.secret())).isPresent();
  }

  @Test
  void overlap_doesNotOutliveTheTokenItself() {
    OperatorTokens.Issued old = ada();
    tokens.rotate(old.token().id(), Duration.ofDays(5), Duration.ofDays(90));
    clock.advance(DAY);
    assertThat(tokens.authenticate(old.secret())).isEmpty();
  }

  @Test
  void name_isSomebodysAtATime_andNeverTheFirstOperators() {
    OperatorTokens.Issued issued = ada();
    Set<Role> roles = Set.of(Role.VIEWER);
    assertThat(tokens.create("ADA", roles, DAY, "root")).isEmpty();
    assertThat(tokens.create("Root", roles, DAY, "root")).isEmpty();
    tokens.revoke(issued.token().id());
    assertThat(tokens.create("ada", roles, DAY, "root")).isPresent();
  }

  @Test
  void lastUse_isKeptToTheMinute() {
    OperatorTokens.Issued issued = ada();
    tokens.authenticate(issued.secret());
    assertThat(tokens.list().getFirst().lastUsedAt()).isEqualTo(clock.instant());
    clock.advance(Duration.ofSeconds(59));
    tokens.authenticate(issued.secret());
    assertThat(tokens.list().getFirst().lastUsedAt())
        .isEqualTo(clock.instant().minus(Duration.ofSeconds(59)));
  }

  private OperatorTokens.Issued ada() {
    return tokens.create("ada", Set.of(Role.APPROVER), DAY, "root").orElseThrow();
  }
}
