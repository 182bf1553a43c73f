// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens for those of callers (RFC 8693). A caller's own token goes to the authorization
 * server only; one that comes back from there as it went is not taken, since it would travel on.
 */
final class ExchangedTokens implements Issuance {

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final Map<String, String> OWN = Map.of("grant_type", "client_credentials");
  private static final Set<String> SENDABLE = Set.of(ExchangeGrant.ACCESS_TOKEN, ExchangeGrant.JWT);

  private final ExchangeGrant grant;
  private final TokenEndpoint endpoint;

  ExchangedTokens(ExchangeGrant grant, TokenEndpoint endpoint) {
    this.grant = grant;
    this.endpoint = endpoint;
  }

  @Override
  public String header() {
    return TokenEndpoint.HEADER;
  }

  @Override
  public @Nullable UpstreamFailure objection(Requester requester) {
    return requester.token().isEmpty() && !grant.otherwiseOwn()
        ? UpstreamFailure.CREDENTIAL_NEEDS_TOKEN
        : null;
  }

  @Override
  public Renewed.Origin origin(Requester requester) {
    String subject = requester.token();
    return subject.isEmpty() ? () -> endpoint.ask(OWN).shown() : () -> exchange(subject);
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private Renewed.Fetched exchange(String subject) throws CredentialException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", EXCHANGE);
    form.put("subject_token", subject);
    form.put("subject_token_type", grant.subjectType());
    form.put("requested_token_type", ExchangeGrant.ACCESS_TOKEN);
    if (grant.actorToken()) {
      form.put("actor_token", endpoint.ask(OWN).accessToken());
      form.put("actor_token_type", ExchangeGrant.ACCESS_TOKEN);
    }
    TokenEndpoint.Issued issued = endpoint.ask(form);
    if (issued.accessToken().equals(subject)) {
      throw new CredentialException(
          "token endpoint: got the caller's own token back (expected: another one)");
    }
    if (!issued.type().isEmpty() && !SENDABLE.contains(issued.type())) {
      throw new CredentialException(
          "token endpoint: got another type of token (expected: an access token)");
    }
    return issued.shown();
  }
}
