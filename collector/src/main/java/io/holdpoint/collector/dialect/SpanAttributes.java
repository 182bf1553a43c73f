// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.AttributeList;
import io.holdpoint.collector.batch.AttributeList.Kind;
import io.holdpoint.model.telemetry.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Attributes by name. A value of another type than asked for counts as absent. It is filled again
 * for the next span. For one thread.
 */
final class SpanAttributes {

  private static final byte[] OURS = Attributes.PREFIX.getBytes(StandardCharsets.US_ASCII);
  private static final int ABSENT = -1;
  private static final int LONGEST_NUMBER = 6;

  private final RepeatedValues<String> repeated;
  private final int[] indices = new int[KnownNames.COUNT];
  private AttributeList list = new AttributeList();
  private final RepeatedValues<Integer> meanings;
  private int stripped;
  private int misspelt;

  /**
   * No attributes so far.
   *
   * @param meanings remembers what names that nobody asks for may mean
   */
  SpanAttributes(RepeatedValues<String> repeated, RepeatedValues<Integer> meanings) {
    this.repeated = repeated;
    this.meanings = meanings;
    Arrays.fill(indices, ABSENT);
  }

  /**
   * Forgets what it held and takes others.
   *
   * @param ours true to keep those that begin with {@link Attributes#PREFIX}
   */
  void fill(AttributeList next, boolean ours) {
    list = next;
    stripped = 0;
    misspelt = 0;
    boolean strange = false;
    Arrays.fill(indices, ABSENT);
    byte[] bytes = list.bytes();
    for (int i = 0; i < list.size(); i++) {
      int at = list.keyAt(i);
      int length = list.keyLength(i);
      if (!ours && isOurs(bytes, at, length)) {
        stripped++;
        continue;
      }
      int number = KnownNames.find(bytes, at, length);
      if (number == KnownNames.UNKNOWN) {
        strange = true;
      } else {
        indices[number] = i;
      }
    }
    if (strange && !ours) {
      takeMisspelt();
    }
  }

  /** Names that mean a known one that is not there itself. */
  private void takeMisspelt() {
    byte[] bytes = list.bytes();
    for (int i = 0; i < list.size(); i++) {
      int at = list.keyAt(i);
      int length = list.keyLength(i);
      if (isOurs(bytes, at, length) || KnownNames.find(bytes, at, length) != KnownNames.UNKNOWN) {
        continue;
      }
      int meant = meanings.get(bytes, at, length, KnownNames::meant);
      if (meant != KnownNames.UNKNOWN && indices[meant] == ABSENT) {
        indices[meant] = i;
        misspelt++;
      }
    }
  }

  /** How many names were spelt in another way than their convention has it, and understood. */
  int misspelt() {
    return misspelt;
  }

  /** How many of these begin with {@link Attributes#PREFIX}. */
  static int countOurs(AttributeList list) {
    int count = 0;
    for (int i = 0; i < list.size(); i++) {
      count += isOurs(list.bytes(), list.keyAt(i), list.keyLength(i)) ? 1 : 0;
    }
    return count;
  }

  /** How many attributes were left out because they are not for this sender to say. */
  int stripped() {
    return stripped;
  }

  boolean has(String name) {
    return index(name) != ABSENT;
  }

  /** A text, or empty if there is none; the same object for the same text where it repeats. */
  String text(String name) {
    int index = index(name);
    return is(index, Kind.TEXT)
        ? repeated.get(
            list.bytes(), list.valueAt(index), list.valueLength(index), SpanAttributes::utf8)
        : "";
  }

  /** A text that hardly ever repeats, or empty if there is none. */
  String rareText(String name) {
    int index = index(name);
    return is(index, Kind.TEXT) ? plainText(index) : "";
  }

  /** The first of several texts that is not empty, or empty. */
  String firstText(String... names) {
    for (String name : names) {
      String text = text(name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** Any value as text, structured ones as JSON; empty if there is none. */
  String content(String name) {
    int index = index(name);
    return index == ABSENT ? "" : list.asText(index);
  }

  /** The first of several such values that is not empty, or empty. */
  String firstContent(String... names) {
    for (String name : names) {
      String content = content(name);
      if (!content.isEmpty()) {
        return content;
      }
    }
    return "";
  }

  /** The first of several numbers that is there and above zero, or 0. */
  long firstNumber(String... names) {
    for (String name : names) {
      long number = number(name, 0);
      if (number > 0) {
        return number;
      }
    }
    return 0;
  }

  /** A number with a fraction, also written as text, or 0. */
  double fraction(String name) {
    int index = index(name);
    if (index == ABSENT) {
      return 0;
    }
    return switch (list.kind(index)) {
      case NUMBER -> list.number(index);
      case FRACTION -> Double.longBitsToDouble(list.number(index));
      case TEXT -> parseFraction(plainText(index));
      case FLAG, LIST, MAP, BYTES, OTHER -> 0;
    };
  }

  /**
   * All values whose names begin with one of these, as one JSON object by the rest of their names:
   * frameworks number messages in names. Empty if there are none.
   */
  String under(String... prefixes) {
    StringBuilder json = new StringBuilder();
    for (String prefix : prefixes) {
      byte[] begin = prefix.getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < list.size(); i++) {
        if (begins(i, begin)) {
          json.append(json.isEmpty() ? '{' : ',');
          int at = list.keyAt(i) + begin.length;
          Json.quote(json, utf8(list.bytes(), at, list.keyLength(i) - begin.length));
          json.append(':');
          Json.quote(json, list.asText(i));
        }
      }
    }
    return json.isEmpty() ? "" : json.append('}').toString();
  }

  /** One more than the highest number that follows this beginning of names; 0 for none. */
  int highest(String prefix) {
    byte[] begin = prefix.getBytes(StandardCharsets.US_ASCII);
    int highest = 0;
    for (int i = 0; i < list.size(); i++) {
      if (begins(i, begin)) {
        int number = 0;
        int to = Math.min(list.keyLength(i), begin.length + LONGEST_NUMBER);
        for (int d = begin.length; d < to && isDigit(list.bytes()[list.keyAt(i) + d]); d++) {
          number = 10 * number + list.bytes()[list.keyAt(i) + d] - '0';
        }
        highest = Math.max(highest, number + 1);
      }
    }
    return highest;
  }

  private boolean begins(int index, byte[] begin) {
    int at = list.keyAt(index);
    return list.keyLength(index) > begin.length
        && Arrays.equals(begin, 0, begin.length, list.bytes(), at, at + begin.length);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static double parseFraction(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** A whole number, also written as text, or {@code fallback}. */
  long number(String name, long fallback) {
    int index = index(name);
    if (index == ABSENT) {
      return fallback;
    }
    return switch (list.kind(index)) {
      case NUMBER -> list.number(index);
      case FRACTION -> (long) Double.longBitsToDouble(list.number(index));
      case TEXT -> parse(plainText(index), fallback);
      case FLAG, LIST, MAP, BYTES, OTHER -> fallback;
    };
  }

  boolean flag(String name) {
    int index = index(name);
    return is(index, Kind.FLAG)
        ? list.number(index) != 0
        : is(index, Kind.TEXT) && plainText(index).equals("true");
  }

  /** A list of texts; a single text counts as a list of one, items of other types are left out. */
  List<String> texts(String name) {
    int index = index(name);
    if (index == ABSENT) {
      return List.of();
    }
    return switch (list.kind(index)) {
      case TEXT -> List.of(plainText(index));
      case LIST -> list.texts(index);
      case FLAG, NUMBER, FRACTION, MAP, BYTES, OTHER -> List.of();
    };
  }

  /** What a list of texts stands for: the same object for the same list where it repeats. */
  <T> T meaning(String name, RepeatedValues<T> known, Function<List<String>, T> meaning) {
    int index = index(name);
    return is(index, Kind.LIST)
        ? known.get(
            list.bytes(),
            list.valueAt(index),
            list.valueLength(index),
            (bytes, at, length) -> meaning.apply(list.texts(index)))
        : meaning.apply(texts(name));
  }

  private int index(String name) {
    return indices[KnownNames.number(name)];
  }

  private boolean is(int index, Kind kind) {
    return index != ABSENT && list.kind(index) == kind;
  }

  private String plainText(int index) {
    return utf8(list.bytes(), list.valueAt(index), list.valueLength(index));
  }

  private static String utf8(byte[] bytes, int at, int length) {
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  private static boolean isOurs(byte[] bytes, int at, int length) {
    return length >= OURS.length
        && Arrays.equals(OURS, 0, OURS.length, bytes, at, at + OURS.length);
  }

  private static long parse(String text, long fallback) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return fallback;
    }
  }
}
