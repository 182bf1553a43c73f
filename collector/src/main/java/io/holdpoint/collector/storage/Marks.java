// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Marks to go on behind, as callers keep them: parts of a key, in letters that fit into a URL. */
final class Marks {

  private static final String SEPARATOR = "\n";

  private Marks() {}

  static String of(String kind, Object... parts) {
    StringBuilder text = new StringBuilder(kind);
    for (Object part : parts) {
      text.append(SEPARATOR).append(part);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The parts of a mark, or null if there is none.
   *
   * @throws IllegalArgumentException if it is no mark of that kind
   */
  static String @Nullable [] read(String kind, int count, String mark) {
    if (mark.isEmpty()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(mark), StandardCharsets.UTF_8);
      String[] parts = text.split(SEPARATOR, count + 1);
      if (parts.length == count + 1 && parts[0].equals(kind)) {
        return parts;
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below.
    }
    throw unknown();
  }

  static long number(String part) {
    try {
      return Long.parseLong(part);
    } catch (NumberFormatException notOurs) {
      throw unknown();
    }
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "after: got no mark (expected: what \"next\" said, for the same question)");
  }
}
