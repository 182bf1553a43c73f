// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Everything that lets an operator in. Safe for use by many threads. */
public final class Access {

  private static final Duration CODE_LIFE = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int FAILURES = 10;
  private static final int CODES = 16;

  private final OperatorToken first;
  private final OperatorTokens tokens;
  private final LoginLimits limits;
  private final Logins logins;
  private final ExpiringSecrets codes;
  private final AttemptLimit limit;

  /**
   * @param first the token that was made by the first start
   * @param tokens those that admins made
   * @param limits for how long browsers stay logged in
   */
  public Access(
      OperatorToken first, OperatorTokens tokens, LoginLimits limits, InstantSource clock) {
    this.first = first;
    this.tokens = tokens;
    this.limits = limits;
    this.logins = new Logins(limits, tokens::holder, clock);
    this.codes = new ExpiringSecrets(CODE_LIFE, CODES, clock);
    this.limit = new AttemptLimit(FAILURES, WINDOW, clock);
  }

  /** What admins made. */
  public OperatorTokens tokens() {
    return tokens;
  }

  /** The first operator, whose token the first start made. */
  public Operator first() {
    return first.operator();
  }

  /** The browsers that are logged in, oldest first. */
  public List<Login> logins() {
    return logins.list();
  }

  /**
   * A browser that is logged in.
   *
   * @param operator who, with the roles of now
   * @param token the id of the token it was made with; empty if it was made by the first operator,
   *     or by the word of an identity provider
   * @param since when
   * @param usedAt when it was last used
   */
  public record Login(Operator operator, String token, Instant since, Instant usedAt) {}

  /** The longest a login lasts. */
  public Duration longestLogin() {
    return limits.longest();
  }

  /** The operator of a bearer token. A wrong one counts as a failed attempt of the caller. */
  public Optional<Operator> byToken(String secret, String caller) {
    Optional<Operator> operator = known(secret);
    return counted(operator, caller);
  }

  /** The operator of a login code, which is used up. */
  public Optional<Operator> byCode(String code, String caller) {
    return counted(codes.redeem(code), caller);
  }

  /** The operator of a login cookie. */
  public Optional<Operator> byLogin(String cookie) {
    return logins.use(cookie);
  }

  /** True if a token or cookie that let somebody in still does; asking keeps no login alive. */
  public boolean stillLetsIn(String tokenOrCookie) {
    return logins.isOpen(tokenOrCookie) || known(tokenOrCookie).isPresent();
  }

  /** Logs the holder of a token in and returns the cookie's value; empty if the token is wrong. */
  public Optional<LoggedIn> loginByToken(String secret, String caller) {
    Optional<LoggedIn> login =
        first
            .operatorOf(secret)
            .map(operator -> loggedIn(operator, Logins.NO_TOKEN))
            .or(() -> tokens.authenticate(secret).map(t -> loggedIn(t.operator(), t.id())));
    if (login.isEmpty()) {
      limit.failed(caller);
    }
    return login;
  }

  /** Logs somebody in whom a login code or an identity provider vouches for. */
  public LoggedIn login(Operator operator) {
    return loggedIn(operator, Logins.NO_TOKEN);
  }

  /**
   * A new login.
   *
   * @param operator who
   * @param cookie the cookie's value
   */
  public record LoggedIn(Operator operator, String cookie) {
    /** Never the cookie. */
    @Override
    public String toString() {
      return "login of " + operator.name();
    }
  }

  /** Ends a login. */
  public void logout(String cookie) {
    logins.end(cookie);
  }

  /** A login code for the first operator. */
  public String issueCode() {
    return codes.issue(first.operator());
  }

  /** Counts a failed login of a caller. */
  public void failed(String caller) {
    limit.failed(caller);
  }

  /** How long a caller with too many failed attempts must wait; zero if it need not. */
  public Duration delay(String caller) {
    return limit.delay(caller);
  }

  private LoggedIn loggedIn(Operator operator, String token) {
    return new LoggedIn(operator, logins.begin(operator, token));
  }

  private Optional<Operator> known(String secret) {
    return first.operatorOf(secret).or(() -> tokens.authenticate(secret).map(NamedToken::operator));
  }

  private Optional<Operator> counted(Optional<Operator> operator, String caller) {
    if (operator.isEmpty()) {
      limit.failed(caller);
    }
    return operator;
  }
}
