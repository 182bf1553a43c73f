// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

/** An authorization server has refused a token, and said why. */
final class TokenRefusedException extends CredentialException {

  private static final long serialVersionUID = 1L;

  private final String error;

  TokenRefusedException(String message, String error) {
    super(message);
    this.error = error;
  }

  /** Its code (RFC 6749, section 5.2). */
  String error() {
    return error;
  }
}
