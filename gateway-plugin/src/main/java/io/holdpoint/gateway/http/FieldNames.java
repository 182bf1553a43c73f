// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.util.AsciiString;

/** A few names of header fields, in any case. Most names are told apart by their length alone. */
public final class FieldNames {

  /** None at all. */
  public static final FieldNames NONE = of();

  private static final int LONGEST = Long.SIZE - 1;

  private final AsciiString[] names;
  private final long lengths;

  private FieldNames(AsciiString[] names, long lengths) {
    this.names = names;
    this.lengths = lengths;
  }

  /**
   * @param names none longer than 63 characters
   */
  public static FieldNames of(String... names) {
    AsciiString[] all = new AsciiString[names.length];
    long lengths = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i].length() > LONGEST) {
        throw new IllegalArgumentException(
            "field name: got " + names[i] + " (expected: at most " + LONGEST + " characters)");
      }
      all[i] = AsciiString.cached(names[i]);
      lengths |= 1L << names[i].length();
    }
    return new FieldNames(all, lengths);
  }

  boolean contain(CharSequence name) {
    int length = name.length();
    if (length > LONGEST || (lengths & (1L << length)) == 0) {
      return false;
    }
    for (AsciiString one : names) {
      if (one.length() == length && one.contentEqualsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
