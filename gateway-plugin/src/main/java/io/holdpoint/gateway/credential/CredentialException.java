// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

/** There is no credential to be had now. The message is for operators and holds no secret. */
public sealed class CredentialException extends Exception permits TokenRefusedException {

  private static final long serialVersionUID = 1L;

  CredentialException(String message) {
    super(message);
  }

  CredentialException(String message, Throwable cause) {
    super(message, cause);
  }
}
