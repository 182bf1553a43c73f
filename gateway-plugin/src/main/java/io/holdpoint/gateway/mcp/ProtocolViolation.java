// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

/** A request breaks a rule of its era that a proxy must hold up. */
public final class ProtocolViolation extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final String id;

  /**
   * @param status the HTTP status
   * @param code the JSON-RPC error code
   * @param id the request's id as JSON text
   * @param message what was got and expected
   */
  public ProtocolViolation(int status, int code, String id, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.id = id;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The JSON-RPC error response. */
  public byte[] body() {
    return Json.error(id, code, String.valueOf(getMessage()));
  }
}
