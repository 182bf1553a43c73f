// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.holdpoint.gateway.tls.PeerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param method for example {@code POST}
 * @param target the request target as sent
 * @param headers its fields
 * @param body its bytes, possibly none; not copied, so not to be changed
 * @param connection names the client connection within this process
 * @param certificate what its connection's client showed in the handshake, or null; no field of a
 *     request has a say in it
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record HttpRequest(
    String method,
    String target,
    Headers headers,
    byte[] body,
    long connection,
    @Nullable PeerCertificate certificate) {

  /** A request whose caller needs no certificate any more, or never had one. */
  public HttpRequest(String method, String target, Headers headers, byte[] body, long connection) {
    this(method, target, headers, body, connection, null);
  }
}
