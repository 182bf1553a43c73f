// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import static java.util.Objects.requireNonNull;

/**
 * A keyed digest of a payload's canonical form: equal payloads of one tenant have equal digests,
 * and nobody without the tenant's key can test a guess.
 *
 * @param value 32 lower-case hexadecimal digits, or empty for a payload that was absent
 */
public record Digest(String value) {

  /** The digest of a payload that was absent. */
  public static final Digest NONE = new Digest("");

  public Digest {
    requireNonNull(value, "value");
    if (!value.isEmpty() && value.length() != 32) {
      throw new IllegalArgumentException(
          "digest: got " + value.length() + " characters (expected: 32 hexadecimal digits)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
