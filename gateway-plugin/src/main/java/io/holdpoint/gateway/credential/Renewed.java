// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A credential that is fetched when first needed, again before it ends, and early when the upstream
 * refuses it. One thread fetches, all who need it wait for that one; while its origin fails, nobody
 * asks again for a second, then twice as long each time, a minute at most.
 */
final class Renewed implements UpstreamCredential {

  /** A value refused so soon after it was got would be refused again. */
  static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 6;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration MOST_AHEAD = Duration.ofMinutes(2);
  private static final int AHEAD = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

  private final String upstream;
  private final String header;
  private final Origin origin;
  private final InstantSource clock;
  private @Nullable Held current;
  private @Nullable CompletableFuture<String> fetching;
  private Instant notBefore = Instant.MIN;
  private int failures;

  /**
   * @param upstream its name, for logs
   */
  Renewed(String upstream, String header, Origin origin, InstantSource clock) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.header = requireNonNull(header, "header");
    this.origin = requireNonNull(origin, "origin");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Where it comes from. */
  interface Origin {

    /** Gets one; blocks. */
    Fetched fetch() throws CredentialException;
  }

  /**
   * A value as it was got.
   *
   * @param value of the field
   * @param lifetime how long it is good
   */
  record Fetched(String value, Duration lifetime) {

    /** Gets one and tells operators if there is none. */
    static Fetched by(Origin origin, String upstream) throws CredentialException {
      try {
        return origin.fetch();
      } catch (CredentialException e) {
        LOG.warn("upstream {}: no credential: {}", upstream, e.getMessage());
        throw e;
      } catch (RuntimeException e) {
        // Its message may quote what was read.
        LOG.error("upstream {}: no credential: {}", upstream, e.getClass().getName());
        throw new CredentialException("a fault of the gateway");
      }
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "credential for " + lifetime;
    }
  }

  private record Held(String value, Instant since, Instant renew, Instant end) {}

  @Override
  public String header() {
    return header;
  }

  @Override
  public synchronized @Nullable String ready() {
    Held have = current;
    Instant now = clock.instant();
    if (have == null || !now.isBefore(have.end)) {
      return null;
    }
    if (!now.isBefore(have.renew) && fetching == null && !now.isBefore(notBefore)) {
      fetching = begin();
    }
    return have.value;
  }

  @Override
  public synchronized CompletionStage<String> obtain() {
    String have = ready();
    if (have != null) {
      return CompletableFuture.completedStage(have);
    }
    CompletableFuture<String> under = fetching;
    if (under == null) {
      if (clock.instant().isBefore(notBefore)) {
        return CompletableFuture.failedStage(
            new CredentialException(
                "got none just now (expected: the next try from " + notBefore + ")"));
      }
      under = begin();
      fetching = under;
    }
    return under;
  }

  @Override
  public synchronized boolean refused(String value) {
    Held have = current;
    if (have == null || !have.value.equals(value)) {
      return true;
    }
    if (clock.instant().isBefore(have.since.plus(SHORTEST))) {
      return false;
    }
    current = null;
    return true;
  }

  /** True if it holds nothing that anybody could use or has to wait for. */
  synchronized boolean isIdle() {
    Held have = current;
    Instant now = clock.instant();
    return fetching == null
        && !now.isBefore(notBefore)
        && (have == null || !now.isBefore(have.end));
  }

  private CompletableFuture<String> begin() {
    CompletableFuture<String> begun = new CompletableFuture<>();
    Thread.ofVirtual().name("gateway-credential").start(() -> fetch(begun));
    return begun;
  }

  private void fetch(CompletableFuture<String> begun) {
    Instant start = clock.instant();
    try {
      Fetched got = Fetched.by(origin, upstream);
      got(start, got);
      begun.complete(got.value);
    } catch (CredentialException e) {
      failed();
      begun.completeExceptionally(e);
    }
  }

  private synchronized void got(Instant start, Fetched got) {
    Duration share = got.lifetime.dividedBy(AHEAD);
    Duration ahead = share.compareTo(MOST_AHEAD) < 0 ? share : MOST_AHEAD;
    Instant end = start.plus(got.lifetime);
    current = new Held(got.value, start, end.minus(ahead), end);
    failures = 0;
    notBefore = Instant.MIN;
    fetching = null;
  }

  private synchronized void failed() {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    notBefore = clock.instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    fetching = null;
  }
}
