// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of a service account, as its hash. The key itself is with its holder alone.
 *
 * @param sha256 of the key, in lower-case hexadecimal
 * @param expires from when on it is good no more, null for never
 */
public record ApiKey(String sha256, @Nullable Instant expires) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public ApiKey {
    requireNonNull(sha256, "sha256");
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256: got " + sha256.length() + " characters (expected: 64 hexadecimal digits)");
    }
  }

  /** True if the text is such a hash. */
  public static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }
}
