// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, fetched when first needed, again when they grow old, and early when a
 * token names a key that is not among them (rotation), though not more often than every {@link
 * #SHORTEST}: anybody can name unknown keys. While the issuer does not answer, old keys serve for
 * {@link #LONGEST}. One thread fetches, others wait. Safe for use by many threads.
 */
final class KeySet {

  static final Duration FRESH = Duration.ofMinutes(15);
  static final Duration LONGEST = Duration.ofHours(4);
  static final Duration SHORTEST = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

  private final OutboundClient client;
  private final OAuthSettings.Issuer issuer;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Keys current;
  private volatile Instant lastTried = Instant.MIN;

  private record Keys(JWKSet set, Instant fetched) {}

  KeySet(OutboundClient client, OAuthSettings.Issuer issuer, InstantSource clock) {
    this.client = client;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The keys that may have made a signature with this header; blocks while they are fetched. */
  List<JWK> candidates(JWSHeader header) throws OutboundException, BadTokenException {
    List<JWK> found = select(keys(FRESH), header);
    return found.isEmpty() ? select(keys(SHORTEST), header) : found;
  }

  private static List<JWK> select(JWKSet set, JWSHeader header) {
    return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(set);
  }

  private JWKSet keys(Duration youngerThan) throws OutboundException, BadTokenException {
    Keys have = current;
    if (have != null && isYounger(have.fetched, youngerThan)) {
      return have.set;
    }
    lock.lock();
    try {
      Keys now = current;
      boolean justTried = isYounger(lastTried, SHORTEST);
      boolean renewed = now != null && (have == null || now.fetched.isAfter(have.fetched));
      if (now != null && (renewed || justTried)) {
        return now.set;
      }
      return fetch(now);
    } finally {
      lock.unlock();
    }
  }

  private JWKSet fetch(@Nullable Keys old) throws OutboundException, BadTokenException {
    lastTried = clock.instant();
    try {
      URI configured = issuer.jwksUrl();
      URI url =
          configured == null ? new IssuerDocuments(client, issuer.issuer()).jwksUrl() : configured;
      JWKSet set = JWKSet.parse(new String(client.get(url), StandardCharsets.UTF_8));
      current = new Keys(set, lastTried);
      return set;
    } catch (ParseException e) {
      return oldOr(old, new BadTokenException("the issuer publishes no keys that can be read"));
    } catch (OutboundException e) {
      return oldOr(old, e);
    }
  }

  private <E extends Exception> JWKSet oldOr(@Nullable Keys old, E failure) throws E {
    if (old != null && isYounger(old.fetched, LONGEST)) {
      LOG.warn(
          "issuer {}: keys not renewed, old ones serve: {}", issuer.issuer(), failure.getMessage());
      return old.set;
    }
    throw failure;
  }

  private boolean isYounger(Instant since, Duration age) {
    return since.isAfter(clock.instant().minus(age));
  }
}
