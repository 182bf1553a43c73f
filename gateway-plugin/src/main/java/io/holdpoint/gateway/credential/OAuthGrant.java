// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens the gateway gets for itself at an authorization server (RFC 6749).
 *
 * @param tokenUrl where tokens are issued, or null to learn it from {@code issuer}
 * @param issuer the authorization server's identifier (RFC 8414), or null if {@code tokenUrl} is
 *     known
 * @param clientId who asks
 * @param clientSecret proves it
 * @param inBody true if that proof belongs into the form, false for HTTP Basic
 * @param scope what is asked for, or empty
 * @param resource the upstream as the authorization server knows it (RFC 8707), or empty
 */
public record OAuthGrant(
    @Nullable URI tokenUrl,
    @Nullable URI issuer,
    String clientId,
    SecretReference clientSecret,
    boolean inBody,
    String scope,
    String resource)
    implements CredentialSettings {

  public OAuthGrant {
    if ((tokenUrl == null) == (issuer == null)) {
      throw new IllegalArgumentException(
          "oauth: got "
              + (issuer == null ? "neither" : "both")
              + " (expected: token-url or issuer)");
    }
    requireNonNull(clientId, "clientId");
    requireNonNull(clientSecret, "clientSecret");
    requireNonNull(scope, "scope");
    requireNonNull(resource, "resource");
  }

  /** The place the operator named. */
  URI named() {
    return tokenUrl == null ? requireNonNull(issuer, "issuer") : tokenUrl;
  }
}
