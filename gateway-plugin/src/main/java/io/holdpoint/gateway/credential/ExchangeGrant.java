// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

/**
 * Access tokens got for those of the callers (RFC 8693): each names the caller as its subject and,
 * as the authorization server does it, the gateway as its actor.
 *
 * @param client who asks, where and for what
 * @param subjectType what the callers' tokens are to it, a URI
 * @param actorToken true if the gateway also shows a token of its own, got by client credentials
 * @param otherwiseOwn true if callers without a token go with that one; else they are refused
 */
public record ExchangeGrant(
    OAuthGrant client, String subjectType, boolean actorToken, boolean otherwiseOwn)
    implements CredentialSettings {

  /** An access token, of whatever form. */
  public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** A signed token. */
  public static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

  public ExchangeGrant {
    requireNonNull(client, "client");
    requireNonNull(subjectType, "subjectType");
  }
}
