// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

/** A text is no JSON-RPC message. */
public final class RpcSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String id;

  RpcSyntaxException(int code, String id, String message) {
    super(message);
    this.code = code;
    this.id = id;
  }

  /** The JSON-RPC error code. */
  public int code() {
    return code;
  }

  /** The message's id exactly as it stood, or {@code null} as JSON text. */
  public String id() {
    return id;
  }
}
