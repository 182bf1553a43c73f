// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {

  private static final Operator MIRA = Operator.of("mira", Role.ADMIN);

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();

  @Test
  void token_isShownOnce_andKeptAsAHashForTheOwnerOnly() throws IOException {
    OperatorToken first = OperatorToken.open(folder.resolve("data"), "mira", clock);
    String token = first.fresh().orElseThrow();
    Path file = folder.resolve("data/operator.json");

    assertThat(token).matches("hp_[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(file)).contains("mira", "SHA-256").doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    OperatorToken again = OperatorToken.open(folder.resolve("data"), "other", clock);
    assertThat(again.fresh()).isEmpty();
    assertThat(again.operatorOf(token)).contains(MIRA);
    assertThat(again.operatorOf(token + "x")).isEmpty();
    assertThat(again.operatorOf("")).isEmpty();
  }

  @Test
  void brokenTokenFile_isNamed() throws IOException {
    Files.writeString(folder.resolve("operator.json"), "{\"name\":\"mira\",\"hash\":\"abc\"}");

    assertThatThrownBy(() -> OperatorToken.open(folder, "mira", clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("operator.json: got something else");
  }

  @Test
  void code_isGoodOnce_forAMinute() {
    Access access = access();
    String code = access.issueCode();
    assertThat(access.byCode(code, "a")).contains(MIRA);
    assertThat(access.byCode(code, "a")).isEmpty();

    String late = access.issueCode();
    clock.advance(Duration.ofSeconds(60));
    assertThat(access.byCode(late, "a")).isEmpty();
  }

  @Test
  void login_endsWithLogoutAndWithTime() {
    Access access = access();
    String one = access.login(MIRA).cookie();
    String two = access.login(MIRA).cookie();
    access.logout(one);
    assertThat(access.byLogin(one)).isEmpty();
    assertThat(access.byLogin(two)).contains(MIRA);
    clock.advance(LoginLimits.USUAL.longest());
    assertThat(access.byLogin(two)).isEmpty();
  }

  @Test
  void tooManyFailures_makeThatCallerWait() {
    Access access = access();
    for (int i = 0; i < 9; i++) {
      access.byToken("wrong", "a");
    }
    assertThat(access.delay("a")).isZero();
    access.byToken("wrong", "a");
    assertThat(access.delay("a")).isEqualTo(Duration.ofMinutes(1));
    assertThat(access.delay("b")).isZero();
    clock.advance(Duration.ofSeconds(61));
    assertThat(access.delay("a")).isZero();
  }

  @Test
  void manyLogins_forgetTheOldest() {
    ExpiringSecrets secrets = new ExpiringSecrets(Duration.ofHours(1), 2, clock);
    String first = secrets.issue(Operator.of("a", Role.VIEWER));
    String second = secrets.issue(Operator.of("b", Role.VIEWER));
    String third = secrets.issue(Operator.of("c", Role.VIEWER));
    assertThat(secrets.operatorOf(first)).isEmpty();
    assertThat(secrets.operatorOf(second)).contains(Operator.of("b", Role.VIEWER));
    assertThat(secrets.operatorOf(third)).contains(Operator.of("c", Role.VIEWER));
  }

  private Access access() {
    OperatorTokens tokens = new OperatorTokens(new MemoryTokens(), "mira", clock);
    return new Access(OperatorToken.open(folder, "mira", clock), tokens, LoginLimits.USUAL, clock);
  }
}
