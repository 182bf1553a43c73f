// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One issuer: its keys, and its word on opaque tokens. Its methods block. */
final class TokenIssuer {

  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final OAuthSettings.Issuer settings;
  private final OutboundClient client;
  private final InstantSource clock;
  private final KeySet keys;
  private final ClaimReading claims;

  TokenIssuer(
      String tenant,
      OAuthSettings.Issuer settings,
      Duration skew,
      OutboundClient client,
      InstantSource clock) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
    this.keys = new KeySet(client, settings, clock);
    this.claims = new ClaimReading(tenant, settings, skew);
  }

  OAuthSettings.Issuer settings() {
    return settings;
  }

  /** A signed token of this issuer. */
  Verified verify(SignedJWT token) throws OutboundException, BadTokenException {
    JWSHeader header = token.getHeader();
    JOSEObjectType type = header.getType();
    if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
      throw new BadTokenException("typ: got another kind of token (expected: an access token)");
    }
    if (!settings.algorithms().contains(header.getAlgorithm().getName())) {
      throw new BadTokenException("alg: got an algorithm that is not allowed for this issuer");
    }
    for (JWK key : keys.candidates(header)) {
      if (isSignedBy(token, key)) {
        return read(token, clock.instant());
      }
    }
    throw new BadTokenException("the signature is by no key of the issuer");
  }

  /** An opaque token, if this issuer says it is active. */
  Verified introspect(String token) throws OutboundException, BadTokenException {
    OAuthSettings.Introspection place = settings.introspection();
    if (place == null) {
      throw new BadTokenException("the token is not known");
    }
    String who = encoded(place.clientId()) + ":" + encoded(place.clientSecret());
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
    byte[] answer =
        client.post(
            place.url(),
            "token_type_hint=access_token&token=" + encoded(token),
            Map.of("authorization", basic));
    Map<String, Object> said = IssuerDocuments.parse(answer);
    if (!Boolean.TRUE.equals(said.get("active"))
        || (said.get("iss") instanceof String iss && !iss.equals(settings.issuer()))) {
      throw new BadTokenException("the token is not known");
    }
    return claims.read(said, clock.instant());
  }

  private Verified read(SignedJWT token, Instant now) throws BadTokenException {
    Map<String, Object> members = token.getPayload().toJSONObject();
    if (members == null || !settings.issuer().equals(members.get("iss"))) {
      throw new BadTokenException("iss: got another issuer (expected: the one that signed)");
    }
    return claims.read(members, now);
  }

  private static boolean isSignedBy(SignedJWT token, JWK key) {
    if (!(key instanceof AsymmetricJWK asymmetric)) {
      return false;
    }
    try {
      JWSVerifier verifier =
          new DefaultJWSVerifierFactory()
              .createJWSVerifier(token.getHeader(), asymmetric.toPublicKey());
      return token.verify(verifier);
    } catch (JOSEException unusable) {
      return false;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
