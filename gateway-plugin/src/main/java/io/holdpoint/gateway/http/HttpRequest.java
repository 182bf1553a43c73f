// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/**
 * A request, read whole.
 *
 * @param method for example {@code POST}
 * @param target the request target as sent
 * @param headers its fields
 * @param body its bytes, possibly none; not copied, so not to be changed
 * @param connection names the client connection within this process
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record HttpRequest(
    String method, String target, Headers headers, byte[] body, long connection) {}
