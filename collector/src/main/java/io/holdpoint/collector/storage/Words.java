// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.util.EnumSet;
import java.util.Set;

/** Sets of enum constants as one text: their names with commas between. */
final class Words {

  private Words() {}

  static String join(Set<? extends Enum<?>> values) {
    if (values.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Enum<?> value : values) {
      if (!text.isEmpty()) {
        text.append(',');
      }
      text.append(value.name());
    }
    return text.toString();
  }

  static <E extends Enum<E>> EnumSet<E> parse(Class<E> type, String text) {
    EnumSet<E> values = EnumSet.noneOf(type);
    for (String name : text.split(",")) {
      if (!name.isEmpty()) {
        values.add(Enum.valueOf(type, name));
      }
    }
    return values;
  }
}
