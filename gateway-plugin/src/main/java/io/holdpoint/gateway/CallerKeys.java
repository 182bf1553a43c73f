// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.identity.ApiKey;
import io.holdpoint.model.document.DocumentReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a service account: hashes, two at a time at most. */
final class CallerKeys {

  private static final int MOST = 2;

  private CallerKeys() {}

  /** The keys of a credential; none if it has a token instead, and one of both it must have. */
  static List<ApiKey> read(DocumentReader item) {
    List<ApiKey> keys =
        item.sections("keys", CallerKeys::key).stream().flatMap(Optional::stream).toList();
    if (item.has("keys") && item.has("token")) {
      item.problem("keys", "got a token too (expected: token or keys)");
    }
    if (keys.size() > MOST) {
      item.problem(
          "keys",
          "got " + keys.size() + " (expected: at most two, the one in use and the next one)");
    }
    return keys;
  }

  private static Optional<ApiKey> key(DocumentReader item) {
    String hash = item.requiredText("sha256");
    Instant expires = time(item);
    if (!ApiKey.isHash(hash)) {
      if (!hash.isBlank()) {
        item.problem(
            "sha256",
            "got "
                + hash.length()
                + " characters (expected: 64 hexadecimal digits, as \"holdpoint"
                + " key\" prints them; never the key itself)");
      }
      return Optional.empty();
    }
    return Optional.of(new ApiKey(hash, expires));
  }

  private static @Nullable Instant time(DocumentReader item) {
    String text = item.text("expires", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException notATime) {
      item.problem("expires", "got \"" + text + "\" (expected: like 2027-01-31T00:00:00Z)");
      return null;
    }
  }
}
