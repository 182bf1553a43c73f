// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import static io.holdpoint.dashboard.oidc.OidcRefusedException.Why.REFUSED;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads ID tokens, and believes those only that were made for this login. */
final class IdTokens {

  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private final OidcSettings settings;
  private final Provider provider;
  private final InstantSource clock;

  IdTokens(OidcSettings settings, Provider provider, InstantSource clock) {
    this.settings = settings;
    this.provider = provider;
    this.clock = clock;
  }

  /** The claims of a token; {@code nonce} is the one this login was begun with. */
  JWTClaimsSet read(String text, String nonce) throws IOException, OidcRefusedException {
    JWTClaimsSet claims;
    try {
      SignedJWT token = SignedJWT.parse(text);
      requireSigned(token);
      claims = token.getJWTClaimsSet();
    } catch (ParseException e) {
      throw refused("id token: got something else (expected: a signed JWT)");
    }
    requireParties(claims);
    requireTimes(claims);
    requireNonce(claims, nonce);
    return claims;
  }

  private void requireSigned(SignedJWT token) throws IOException, OidcRefusedException {
    JOSEObjectType type = token.getHeader().getType();
    if (type != null && !type.getType().equalsIgnoreCase("JWT")) {
      throw refused("typ: got another kind of token (expected: JWT)");
    }
    if (!ALGORITHMS.contains(token.getHeader().getAlgorithm().getName())) {
      throw refused("alg: got one that is not allowed (expected: a signature by a private key)");
    }
    for (JWK key : provider.candidates(token.getHeader())) {
      if (isSignedBy(token, key)) {
        return;
      }
    }
    throw refused("the signature is by no key of the provider");
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

  private void requireParties(JWTClaimsSet claims) throws OidcRefusedException {
    if (!settings.issuer().equals(claims.getIssuer())) {
      throw refused("iss: got another issuer");
    }
    List<String> audience = claims.getAudience();
    Object party = claims.getClaim("azp");
    boolean ours = audience.contains(settings.clientId());
    boolean forUs = party == null ? audience.size() == 1 : settings.clientId().equals(party);
    if (!ours || !forUs) {
      throw refused("aud: the token was made for another client");
    }
  }

  private void requireTimes(JWTClaimsSet claims) throws OidcRefusedException {
    Instant now = clock.instant();
    Instant expires = instant(claims.getExpirationTime());
    if (expires == null || !now.minus(settings.clockSkew()).isBefore(expires)) {
      throw refused("exp: the token has expired");
    }
    if (isLater(instant(claims.getIssueTime()), now)
        || isLater(instant(claims.getNotBeforeTime()), now)) {
      throw refused("iat: the token is not valid yet");
    }
  }

  private static void requireNonce(JWTClaimsSet claims, String nonce) throws OidcRefusedException {
    byte[] wanted = nonce.getBytes(StandardCharsets.UTF_8);
    if (!(claims.getClaim("nonce") instanceof String got)
        || !MessageDigest.isEqual(got.getBytes(StandardCharsets.UTF_8), wanted)) {
      throw refused("nonce: the token was made for another login");
    }
  }

  private boolean isLater(@Nullable Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(settings.clockSkew()));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static OidcRefusedException refused(String message) {
    return new OidcRefusedException(REFUSED, message);
  }
}
