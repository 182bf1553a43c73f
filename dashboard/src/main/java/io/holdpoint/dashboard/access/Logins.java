// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The browsers that are logged in, by the hash of their cookie. Over the limit the oldest is
 * forgotten. Safe for use by many threads.
 */
final class Logins {

  /** A login by the first operator's token or by an identity provider hangs on no token of ours. */
  static final String NO_TOKEN = "";

  private static final int MOST = 1_024;

  private record Entry(Operator operator, String token, Instant since, Instant used) {}

  private final Secrets secrets = new Secrets();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final LoginLimits limits;
  private final Function<String, Optional<Operator>> holders;
  private final InstantSource clock;

  /**
   * @param holders who the token of this id lets in now; empty if logins by it count no more
   */
  Logins(LoginLimits limits, Function<String, Optional<Operator>> holders, InstantSource clock) {
    this.limits = limits;
    this.holders = holders;
    this.clock = clock;
  }

  /** Always another cookie: one that was there before the login proves nothing. */
  synchronized String begin(Operator operator, String token) {
    String cookie = secrets.next();
    Instant now = clock.instant();
    entries.values().removeIf(entry -> isOver(entry, now));
    if (entries.size() >= MOST) {
      entries.remove(entries.keySet().iterator().next());
    }
    entries.put(Secrets.hash(cookie), new Entry(operator, token, now, now));
    return cookie;
  }

  /** Whose cookie this is; a request with it. */
  synchronized Optional<Operator> use(String cookie) {
    String hash = Secrets.hash(cookie);
    Entry entry = entries.get(hash);
    Instant now = clock.instant();
    if (entry == null || isOver(entry, now)) {
      entries.remove(hash);
      return Optional.empty();
    }
    entries.replace(hash, new Entry(entry.operator(), entry.token(), entry.since(), now));
    return holder(entry);
  }

  /** True if a cookie still counts; looking is no use of it. */
  synchronized boolean isOpen(String cookie) {
    Entry entry = entries.get(Secrets.hash(cookie));
    return entry != null && !isOver(entry, clock.instant());
  }

  /** Those that count now, oldest first. */
  synchronized List<Access.Login> list() {
    Instant now = clock.instant();
    return entries.values().stream()
        .filter(entry -> !isOver(entry, now))
        .flatMap(
            entry ->
                holder(entry).stream()
                    .map(who -> new Access.Login(who, entry.token(), entry.since(), entry.used())))
        .toList();
  }

  synchronized void end(String cookie) {
    entries.remove(Secrets.hash(cookie));
  }

  private boolean isOver(Entry entry, Instant now) {
    return !now.isBefore(entry.used().plus(limits.idle()))
        || !now.isBefore(entry.since().plus(limits.longest()))
        || holder(entry).isEmpty();
  }

  /** What roles somebody has is asked anew, wherever we are the ones who know. */
  private Optional<Operator> holder(Entry entry) {
    return entry.token().equals(NO_TOKEN)
        ? Optional.of(entry.operator())
        : holders.apply(entry.token());
  }
}
