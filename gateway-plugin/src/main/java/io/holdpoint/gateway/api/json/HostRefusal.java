// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

/** What a host sent cannot be taken; its message names the member and the rule. */
public final class HostRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  HostRefusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** A value that is none. */
  public static HostRefusal invalid(String message) {
    return new HostRefusal(400, "body.invalid", message);
  }

  /** Something this host may not say. */
  public static HostRefusal notAllowed(String message) {
    return new HostRefusal(403, "principal.not-allowed", message);
  }

  /** The answer that says so. */
  public HostReply reply() {
    return HostReply.error(status, code, String.valueOf(getMessage()));
  }
}
