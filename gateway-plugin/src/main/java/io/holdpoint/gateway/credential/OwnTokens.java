// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import io.holdpoint.gateway.http.Requester;
import java.util.Map;

/** Issues the gateway's own tokens by OAuth client credentials (RFC 6749, section 4.4). */
final class OwnTokens implements Issuance {

  private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");

  private final TokenEndpoint endpoint;

  OwnTokens(TokenEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public String header() {
    return TokenEndpoint.HEADER;
  }

  @Override
  public Renewed.Origin origin(Requester requester) {
    return () -> endpoint.ask(FORM).shown();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
