// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of named operators. One name belongs to one token at a time, and never to the first
 * operator, so that what is recorded under a name was done by its holder. Safe for use by many
 * threads.
 */
public final class OperatorTokens {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TokenStore store;
  private final String reserved;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, NamedToken> byId = new LinkedHashMap<>();
  private final Map<String, String> idByHash = new HashMap<>();

  /**
   * @param reserved the name of the first operator
   */
  public OperatorTokens(TokenStore store, String reserved, InstantSource clock) {
    this.store = store;
    this.reserved = reserved;
    this.clock = clock;
    store.all().forEach(this::remember);
  }

  /**
   * A token, and what it is in clear: that is known to nobody else.
   *
   * @param token what is kept
   * @param secret what its holder shows
   */
  public record Issued(NamedToken token, String secret) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "token " + token.id();
    }
  }

  /** All of them, those taken back included, oldest first. */
  public synchronized List<NamedToken> list() {
    return List.copyOf(byId.values());
  }

  /** True if somebody with a token of ours goes by this name, or the first operator does. */
  public synchronized boolean isTaken(String name) {
    Instant now = clock.instant();
    return name.equalsIgnoreCase(reserved)
        || byId.values().stream()
            .anyMatch(token -> token.isGood(now) && token.name().equalsIgnoreCase(name));
  }

  /** Makes a token; empty if the name is taken. */
  public synchronized Optional<Issued> create(
      String name, Set<Role> roles, Duration life, String by) {
    if (isTaken(name)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    byte[] id = new byte[6];
    random.nextBytes(id);
    String secret = secrets.operatorToken();
    return Optional.of(
        issued(
            new NamedToken(
                "o-" + HexFormat.of().formatHex(id),
                name,
                roles,
                Secrets.hash(secret),
                null,
                by,
                now,
                now.plus(life),
                null,
                null),
            secret));
  }

  /**
   * Replaces a token by another one of the same holder.
   *
   * @param overlap for how long the old one is good beside the new one
   * @return empty if there is none of this id that is good
   */
  public synchronized Optional<Issued> rotate(String id, Duration overlap, Duration life) {
    Instant now = clock.instant();
    NamedToken old = byId.get(id);
    if (old == null || !old.isGood(now)) {
      return Optional.empty();
    }
    Instant until = earlier(now.plus(overlap), old.expiresAt());
    NamedToken.Former former = overlap.isZero() ? null : new NamedToken.Former(old.hash(), until);
    String secret = secrets.operatorToken();
    return Optional.of(issued(old.rotated(Secrets.hash(secret), former, now.plus(life)), secret));
  }

  /**
   * Gives the holder of a token other roles, from their next request on: logins by it too.
   *
   * @return empty if there is none of this id that is good
   */
  public synchronized Optional<NamedToken> give(String id, Set<Role> roles) {
    NamedToken token = byId.get(id);
    if (token == null || !token.isGood(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(keep(token.as(roles)));
  }

  /** Takes a token back at once; empty if there is none of this id that is good. */
  public synchronized Optional<NamedToken> revoke(String id) {
    Instant now = clock.instant();
    NamedToken token = byId.get(id);
    if (token == null || !token.isGood(now)) {
      return Optional.empty();
    }
    return Optional.of(keep(token.revoked(now)));
  }

  /** The token of this secret if it is good. That it was used is remembered to the minute. */
  synchronized Optional<NamedToken> authenticate(String secret) {
    String hash = Secrets.hash(secret);
    String id = idByHash.get(hash);
    NamedToken token = id == null ? null : byId.get(id);
    Instant now = clock.instant();
    if (token == null || !token.isGood(now) || !isIn(token, hash, now)) {
      return Optional.empty();
    }
    Instant last = token.lastUsedAt();
    if (last == null || !now.isBefore(last.plus(MINUTE))) {
      return Optional.of(keep(token.used(now)));
    }
    return Optional.of(token);
  }

  /** Who a login is that was made with this token; empty if it no longer counts. */
  synchronized Optional<Operator> holder(String id) {
    NamedToken token = byId.get(id);
    return token != null && token.isGood(clock.instant())
        ? Optional.of(token.operator())
        : Optional.empty();
  }

  private static boolean isIn(NamedToken token, String hash, Instant now) {
    NamedToken.Former former = token.former();
    return token.hash().equals(hash)
        || (former != null && former.hash().equals(hash) && now.isBefore(former.until()));
  }

  private Issued issued(NamedToken token, String secret) {
    return new Issued(keep(token), secret);
  }

  private NamedToken keep(NamedToken token) {
    store.save(token);
    remember(token);
    return token;
  }

  private void remember(NamedToken token) {
    idByHash.values().removeIf(token.id()::equals);
    byId.put(token.id(), token);
    idByHash.put(token.hash(), token.id());
    NamedToken.Former former = token.former();
    if (former != null) {
      idByHash.put(former.hash(), token.id());
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
