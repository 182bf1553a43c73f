// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

/** A token is not good; the message may be told to whoever presented it. */
final class BadTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  BadTokenException(String message) {
    super(message);
  }
}
