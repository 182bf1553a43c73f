// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Words of attributes, in any case, with dashes or underscores, as constants. */
final class Names {

  /** The constants of each type by their word, made when first asked for. */
  private static final ClassValue<Map<String, Object>> WORDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return Arrays.stream(type.getEnumConstants())
              .collect(
                  Collectors.toUnmodifiableMap(
                      value -> spelling(((Enum<?>) value).name()), value -> value));
        }
      };

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

  /** Those that are known; a newer gateway may have more words. Immutable. */
  static <E extends Enum<E>> Set<E> known(Class<E> type, List<String> words) {
    Set<E> known = EnumSet.noneOf(type);
    words.forEach(word -> find(type, word).ifPresent(known::add));
    return Set.copyOf(known);
  }

  private static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    Object exact = WORDS.get(type).get(word);
    if (exact != null) {
      return Optional.of(type.cast(exact));
    }
    return Optional.ofNullable(type.cast(WORDS.get(type).get(spelling(word))));
  }

  private static String spelling(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
