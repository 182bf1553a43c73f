// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

/**
 * A JSON-RPC message, by reference into the bytes received.
 *
 * @param form what it is
 * @param id its id exactly as it stood, so that {@code 1}, {@code 1.0} and {@code "1"} differ;
 *     empty if it has none
 * @param method its method, empty for a response
 * @param params members of {@code params}
 * @param result members of {@code result}, or of {@code error} if {@code failed}
 * @param failed true for an error response
 * @param meta members of {@code _meta} within params or result
 * @param root members of the message itself
 */
public record RpcMessage(
    Form form,
    String id,
    String method,
    RawObject params,
    RawObject result,
    boolean failed,
    RawObject meta,
    RawObject root) {

  /** What a message can be. */
  public enum Form {
    REQUEST,
    NOTIFICATION,
    RESPONSE
  }

  public RpcMessage {
    requireNonNull(form, "form");
    requireNonNull(id, "id");
    requireNonNull(method, "method");
  }
}
