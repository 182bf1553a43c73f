// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens the gateway gets for itself at an authorization server (RFC 6749).
 *
 * @param tokenUrl where tokens are issued, or null to learn it from {@code issuer}
 * @param issuer the authorization server's identifier (RFC 8414), or null if {@code tokenUrl} is
 *     known
 * @param clientId who asks
 * @param proof how it proves that
 * @param clientSecret what it proves it with; null if and only if it does not
 * @param scope what is asked for, or empty
 * @param resource the upstream as the authorization server knows it (RFC 8707), or empty
 * @param audiences the upstream by other names it is known by (RFC 8693, section 2.1)
 */
public record OAuthGrant(
    @Nullable URI tokenUrl,
    @Nullable URI issuer,
    String clientId,
    Proof proof,
    @Nullable SecretReference clientSecret,
    String scope,
    String resource,
    List<String> audiences)
    implements CredentialSettings {

  /** How a client proves who it is (RFC 6749, section 2.3.1). */
  public enum Proof {
    /** By HTTP Basic. */
    BASIC,
    /** In the form. */
    POST,
    /** Not at all: a public client. */
    NONE
  }

  public OAuthGrant {
    if ((tokenUrl == null) == (issuer == null)) {
      throw new IllegalArgumentException(
          "oauth: got "
              + (issuer == null ? "neither" : "both")
              + " (expected: token-url or issuer)");
    }
    requireNonNull(clientId, "clientId");
    requireNonNull(proof, "proof");
    if ((proof == Proof.NONE) != (clientSecret == null)) {
      throw new IllegalArgumentException(
          "oauth: got client-auth "
              + proof
              + (clientSecret == null ? " without" : " with")
              + " a client-secret (expected: a secret if and only if the client proves itself)");
    }
    requireNonNull(scope, "scope");
    requireNonNull(resource, "resource");
    audiences = List.copyOf(audiences);
  }

  /** The place the operator named. */
  URI named() {
    return tokenUrl == null ? requireNonNull(issuer, "issuer") : tokenUrl;
  }
}
