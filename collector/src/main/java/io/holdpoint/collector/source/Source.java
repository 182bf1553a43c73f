// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.source;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A sender of telemetry.
 *
 * @param name what it is called: letters, digits, dot, dash, underscore; at most 64
 * @param trust how far it is believed
 */
public record Source(String name, Trust trust) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Whoever sends without a token. */
  public static final Source ANONYMOUS = new Source("anonymous", Trust.NONE);

  public Source {
    requireNonNull(name, "name");
    requireNonNull(trust, "trust");
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "source name: got \"" + name + "\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
    }
  }

  /** True if a source may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
