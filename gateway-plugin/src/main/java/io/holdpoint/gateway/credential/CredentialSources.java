// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import io.holdpoint.gateway.http.Requester;
import java.time.InstantSource;

/** Makes of what operators said where credentials come from. */
final class CredentialSources {

  private static final Requester ANYBODY = Requester.of("");

  private final String upstream;
  private final TokenVault vault;
  private final InstantSource clock;

  /**
   * @param upstream its name
   * @param vault keeps its refresh token, if it has one
   */
  CredentialSources(String upstream, TokenVault vault, InstantSource clock) {
    this.upstream = upstream;
    this.vault = vault;
    this.clock = clock;
  }

  CredentialSource of(CredentialSettings settings) {
    return switch (settings) {
      case UpstreamSecret secret -> CredentialSource.shared(secret, () -> {});
      case OnApproval approval ->
          new ApprovedOnly(
              upstream,
              approval.usual() == null ? CredentialSource.none() : of(approval.usual()),
              issuance(approval.approved()),
              approval::covers);
      case ExchangeGrant grant -> new PerToken(upstream, issuance(grant), clock);
      case ReferredSecret referred -> shared(issuance(referred));
      case OAuthGrant grant -> shared(issuance(grant));
      case RefreshGrant grant -> shared(issuance(grant));
    };
  }

  private CredentialSource shared(Issuance issuance) {
    Renewed one = new Renewed(upstream, issuance.header(), issuance.origin(ANYBODY), clock);
    return CredentialSource.shared(one, issuance::close);
  }

  private Issuance issuance(CredentialSettings settings) {
    return switch (settings) {
      case ReferredSecret referred -> new KeptSecret(referred);
      case OAuthGrant grant -> new OwnTokens(new TokenEndpoint(grant));
      case RefreshGrant grant ->
          new RefreshedTokens(
              upstream, grant.first(), new TokenEndpoint(grant.client()), vault, clock);
      case ExchangeGrant grant -> new ExchangedTokens(grant, new TokenEndpoint(grant.client()));
      case UpstreamSecret secret -> throw unissued();
      case OnApproval approval -> throw unissued();
    };
  }

  private static IllegalArgumentException unissued() {
    return new IllegalArgumentException(
        "credential: got one that is not issued (expected: file, command, keystore or oauth)");
  }
}
