// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against somebody who found a browser left alone, or a cookie of yesterday. */
final class LoginsTest {

  private static final Operator ADA = Operator.of("ada", Role.VIEWER);

  private final FakeClock clock = new FakeClock();
  private final LoginLimits limits = new LoginLimits(Duration.ofHours(1), Duration.ofHours(3));
  private final Logins logins = new Logins(limits, id -> Optional.of(ADA), clock);

  @Test
  void idleLogin_ends() {
    String cookie = logins.begin(ADA, "");
    clock.advance(Duration.ofMinutes(59));
    assertThat(logins.isOpen(cookie)).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(logins.isOpen(cookie)).as("looking kept it alive").isFalse();
    assertThat(logins.use(cookie)).isEmpty();
  }

  @Test
  void usedLogin_endsAtItsLongest() {
    String cookie = logins.begin(ADA, "");
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(30));
      assertThat(logins.use(cookie)).contains(ADA);
    }
    clock.advance(Duration.ofMinutes(30));
    assertThat(logins.use(cookie)).isEmpty();
  }

  @Test
  void everyLogin_hasACookieOfItsOwn() {
    String one = logins.begin(ADA, "");
    String two = logins.begin(ADA, "");
    assertThat(one).isNotEqualTo(two);
    logins.end(one);
    assertThat(logins.use(one)).isEmpty();
    assertThat(logins.use(two)).isPresent();
  }
}
