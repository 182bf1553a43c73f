// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import java.security.SecureRandom;

/** Makes references that nobody can guess. Safe for use by many threads. */
final class Refs {
  private final SecureRandom random = new SecureRandom();

  /** For example {@code K-7F3A91C2}. */
  String next(char prefix) {
    return String.format("%c-%08X", prefix, random.nextInt());
  }
}
