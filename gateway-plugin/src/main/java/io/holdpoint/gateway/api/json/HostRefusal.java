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

  /** The answer that says so. */
  public HostReply reply() {
    return HostReply.error(status, code, String.valueOf(getMessage()));
  }
}
