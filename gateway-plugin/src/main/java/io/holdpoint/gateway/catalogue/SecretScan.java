// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.gateway.masking.SecretFinder;

/** What the catalogue asks of the one scanner there is. */
public final class SecretScan {

  static final int FARTHEST = SecretFinder.FARTHEST;

  private static final SecretFinder FINDER = new SecretFinder();

  private SecretScan() {}

  /** True if {@code text}, JSON or not, holds a secret. */
  public static boolean finds(String text) {
    return FINDER.finds(text);
  }

  /** True if {@code text} holds anything that is looked for at all. */
  static boolean findsAnything(String text) {
    return FINDER.findsAnything(text);
  }

  /** True if {@code text} holds a secret, or a number of a person's or an account's. */
  static boolean findsPersonal(String text) {
    return FINDER.findsPersonal(text);
  }
}
