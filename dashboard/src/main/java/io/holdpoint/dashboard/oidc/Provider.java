// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the identity provider publishes: its endpoints, and the keys it signs with. Keys are fetched
 * again when they grow old, and early when a token names one that is not among them (rotation),
 * though not more often than every {@link #SHORTEST}. Safe for use by many threads.
 */
final class Provider {

  static final Duration FRESH = Duration.ofMinutes(15);
  static final Duration SHORTEST = Duration.ofSeconds(20);

  private final String issuer;
  private final OidcFetch fetch;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Endpoints endpoints;
  private JWKSet keys = new JWKSet();
  private Instant endpointsAt = Instant.MIN;
  private Instant keysAt = Instant.MIN;

  Provider(String issuer, OidcFetch fetch, InstantSource clock) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.clock = clock;
  }

  /**
   * Where it is asked.
   *
   * @param basic whether clients show their secret in a header of its own rather than in the form
   * @param namesItself whether its answers through the browser name it (RFC 9207)
   */
  record Endpoints(URI authorization, URI token, URI jwks, boolean basic, boolean namesItself) {}

  Endpoints endpoints() throws IOException, OidcRefusedException {
    lock.lock();
    try {
      Endpoints known = endpoints;
      if (known != null && isYounger(endpointsAt, FRESH)) {
        return known;
      }
      Endpoints read = discover();
      endpoints = read;
      endpointsAt = clock.instant();
      return read;
    } finally {
      lock.unlock();
    }
  }

  /** The keys that may have made a signature with this header. */
  List<JWK> candidates(JWSHeader header) throws IOException, OidcRefusedException {
    List<JWK> found = select(keys(FRESH), header);
    return found.isEmpty() ? select(keys(SHORTEST), header) : found;
  }

  static Map<String, Object> object(byte[] json) throws OidcRefusedException {
    try {
      return JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new OidcRefusedException(
          OidcRefusedException.Why.UNREACHABLE, "the provider answered no JSON object");
    }
  }

  private JWKSet keys(Duration youngerThan) throws IOException, OidcRefusedException {
    URI place = endpoints().jwks();
    lock.lock();
    try {
      if (isYounger(keysAt, youngerThan)) {
        return keys;
      }
      keys = JWKSet.parse(new String(fetch.get(place), StandardCharsets.UTF_8));
      keysAt = clock.instant();
      return keys;
    } catch (ParseException e) {
      throw new OidcRefusedException(
          OidcRefusedException.Why.UNREACHABLE, "the provider publishes no keys that can be read");
    } finally {
      lock.unlock();
    }
  }

  private Endpoints discover() throws IOException, OidcRefusedException {
    URI place = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
    Map<String, Object> said = object(fetch.get(place));
    if (!issuer.equals(said.get("issuer"))) {
      throw new OidcRefusedException(
          OidcRefusedException.Why.REFUSED,
          "issuer: the document at " + place + " is that of another issuer");
    }
    boolean basic =
        !(said.get("token_endpoint_auth_methods_supported") instanceof List<?> ways)
            || ways.contains("client_secret_basic");
    return new Endpoints(
        url(said, "authorization_endpoint"),
        url(said, "token_endpoint"),
        url(said, "jwks_uri"),
        basic,
        Boolean.TRUE.equals(said.get("authorization_response_iss_parameter_supported")));
  }

  /** The browser is sent to one of them: nothing but https, or http where the issuer is on it. */
  private URI url(Map<String, Object> said, String name) throws OidcRefusedException {
    if (said.get(name) instanceof String text) {
      try {
        URI url = new URI(text);
        boolean safe = "https".equals(url.getScheme());
        boolean alike = "http".equals(url.getScheme()) && issuer.startsWith("http:");
        if (url.getHost() != null && (safe || alike)) {
          return url;
        }
      } catch (URISyntaxException notUrl) {
        // Reported below, like an address of another kind.
      }
    }
    throw new OidcRefusedException(
        OidcRefusedException.Why.UNREACHABLE, name + ": got no address (expected: one with https)");
  }

  private static List<JWK> select(JWKSet set, JWSHeader header) {
    return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(set);
  }

  private boolean isYounger(Instant since, Duration age) {
    return since.isAfter(clock.instant().minus(age));
  }
}
