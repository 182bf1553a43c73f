// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Everything that lets an operator in. Safe for use by many threads. */
public final class Access {

  /** For how long a browser stays logged in. */
  public static final Duration LOGIN_LIFE = Duration.ofHours(12);

  private static final Duration CODE_LIFE = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int FAILURES = 10;
  private static final int LOGINS = 256;
  private static final int CODES = 16;

  private final OperatorToken token;
  private final ExpiringSecrets logins;
  private final ExpiringSecrets codes;
  private final AttemptLimit limit;

  public Access(OperatorToken token, InstantSource clock) {
    this.token = token;
    this.logins = new ExpiringSecrets(LOGIN_LIFE, LOGINS, clock);
    this.codes = new ExpiringSecrets(CODE_LIFE, CODES, clock);
    this.limit = new AttemptLimit(FAILURES, WINDOW, clock);
  }

  /** The operator of a bearer token. A wrong one counts as a failed attempt of the caller. */
  public Optional<String> byToken(String secret, String caller) {
    return counted(token.operatorOf(secret), caller);
  }

  /** The operator of a login code, which is used up. */
  public Optional<String> byCode(String code, String caller) {
    return counted(codes.redeem(code), caller);
  }

  /** The operator of a login cookie. */
  public Optional<String> byLogin(String cookie) {
    return logins.operatorOf(cookie);
  }

  /** Logs an operator in and returns the cookie's value. */
  public String login(String operator) {
    return logins.issue(operator);
  }

  /** Ends a login. */
  public void logout(String cookie) {
    logins.redeem(cookie);
  }

  /** A login code for the operator. */
  public String issueCode() {
    return codes.issue(token.operator());
  }

  /** How long a caller with too many failed attempts must wait; zero if it need not. */
  public Duration delay(String caller) {
    return limit.delay(caller);
  }

  private Optional<String> counted(Optional<String> operator, String caller) {
    if (operator.isEmpty()) {
      limit.failed(caller);
    }
    return operator;
  }
}
