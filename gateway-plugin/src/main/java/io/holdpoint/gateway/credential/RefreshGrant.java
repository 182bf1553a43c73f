// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

/**
 * Access tokens got with a refresh token (RFC 6749, section 6), which many authorization servers
 * replace at each use.
 *
 * @param client who asks, where and for what
 * @param first the refresh token to begin with; another one than before takes the place of what was
 *     kept
 */
public record RefreshGrant(OAuthGrant client, SecretReference first) implements CredentialSettings {

  public RefreshGrant {
    requireNonNull(client, "client");
    requireNonNull(first, "first");
  }
}
