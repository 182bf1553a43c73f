// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Words of attributes, in any case, with dashes or underscores, as constants. */
final class Names {

  private Names() {}

  static <E extends Enum<E>> E required(Class<E> type, String attribute, String word) {
    return find(type, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    attribute
                        + ": got \""
                        + word
                        + "\" (expected: one of "
                        + List.of(type.getEnumConstants())
                        + ")"));
  }

  /** Those that are known; a newer gateway may have more words. */
  static <E extends Enum<E>> Set<E> known(Class<E> type, List<String> words) {
    Set<E> known = EnumSet.noneOf(type);
    words.forEach(word -> find(type, word).ifPresent(known::add));
    return known;
  }

  private static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
