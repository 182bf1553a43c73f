// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every text in a value, however deep it stands; names of members are texts too. */
final class Texts {

  private static final int MOST = 10_000;
  private static final int LONGEST = 1 << 20;

  private final List<String> found = new ArrayList<>();
  private long length;

  private Texts() {}

  /**
   * The texts in order.
   *
   * @throws IllegalArgumentException if there are more than can be looked at
   */
  static List<String> of(Object value) {
    Texts texts = new Texts();
    texts.take(value);
    return texts.found;
  }

  private void take(Object value) {
    switch (value) {
      case String text -> add(text);
      case List<?> items -> {
        StringBuilder joined = new StringBuilder();
        int texts = 0;
        for (Object item : items) {
          take(item);
          if (item instanceof String text) {
            texts++;
            joined.append(text);
          }
        }
        if (texts > 1) {
          // What is cut into pieces may be put together again.
          add(joined.toString());
        }
      }
      case Map<?, ?> members ->
          members.forEach(
              (name, member) -> {
                add(String.valueOf(name));
                take(member);
              });
      default -> {}
    }
  }

  private void add(String text) {
    found.add(text);
    length += text.length();
    if (found.size() > MOST || length > LONGEST) {
      throw new IllegalArgumentException("texts: got more than can be looked at");
    }
  }
}
