// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/**
 * What is sent to an upstream.
 *
 * @param method for example {@code POST}
 * @param headers end-to-end fields; {@code Host} and {@code Content-Length} are added
 * @param body its bytes, possibly none
 * @param safe true if sending it twice does no harm
 * @param owner equal for all requests of one principal, and only for them; never sent
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record UpstreamRequest(
    String method, Headers headers, byte[] body, boolean safe, String owner) {}
