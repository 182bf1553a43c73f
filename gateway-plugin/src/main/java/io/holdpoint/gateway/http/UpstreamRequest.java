// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import static java.util.Objects.requireNonNull;

/**
 * What is sent to an upstream.
 *
 * @param method for example {@code POST}
 * @param headers end-to-end fields; {@code Host} and {@code Content-Length} are added
 * @param body its bytes, possibly none
 * @param safe true if sending it twice does no harm
 * @param requester for whom; never sent
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record UpstreamRequest(
    String method, Headers headers, byte[] body, boolean safe, Requester requester) {

  public UpstreamRequest {
    requireNonNull(requester, "requester");
  }

  /** A request of the gateway's own. */
  public UpstreamRequest(String method, Headers headers, byte[] body, boolean safe, String owner) {
    this(method, headers, body, safe, Requester.of(owner));
  }

  /** Equal for all requests of one principal, and only for them. */
  public String owner() {
    return requester.owner();
  }

  /** Without fields and body, which may be secret. */
  @Override
  public String toString() {
    return method + " of " + body.length + " bytes for " + requester;
  }
}
