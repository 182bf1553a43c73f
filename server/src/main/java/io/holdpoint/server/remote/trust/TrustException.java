// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import org.jspecify.annotations.Nullable;

/** A key, certificate or enrolment cannot be made or read; the message says which, and why. */
public final class TrustException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrustException(String message) {
    super(message);
  }

  TrustException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
