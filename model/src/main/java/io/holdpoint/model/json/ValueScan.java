// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the values of a text that identify something, in one pass and without making objects: it
 * stands in the way of every request. What counts as a value is told in {@link ValueForms}. Keeps
 * buffers: one for each thread.
 */
final class ValueScan {

  private static final int MOST = 64;
  private static final int LOOKED_AT = 64 << 10;
  private static final int FIELDS = 3;

  private static final byte LETTER = 1;
  private static final byte DIGIT = 3;
  private static final byte JOINT = 4;
  private static final byte[] KINDS = kinds();

  /** Runs that stand one joint apart: where each begins and ends, and its digits. */
  private int[] chain = new int[FIELDS * 64];

  private int links;
  private byte[] form = new byte[4 * ValueForms.LONGEST];
  private long[] hashes = new long[2 * MOST];
  private int count;
  private String text = "";
  private final long k0;
  private final long k1;

  ValueScan(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Reads a text. Returns how many different values were found, some {@value #MOST} at most. */
  int read(String seen) {
    text = seen;
    count = 0;
    links = 0;
    int at = 0;
    int end = Math.min(seen.length(), LOOKED_AT);
    while (at < end && count < MOST) {
      char c = seen.charAt(at);
      if (c == '\\') {
        endChain();
        at += 2; // what is escaped in JSON parts values
      } else if (isLetterOrDigit(c)) {
        at = run(at);
      } else {
        if (c == '@') {
          address(at);
        }
        at++;
      }
    }
    endChain();
    text = "";
    return count;
  }

  /** The keyed hash of a value that was found. */
  long hash(int index) {
    return hashes[index];
  }

  private int run(int from) {
    int to = from;
    int digits = 0;
    int length = text.length();
    while (to < length) {
      char c = text.charAt(to);
      byte kind = c < 128 ? KINDS[c] : (Character.isLetterOrDigit(c) ? LETTER : 0);
      if ((kind & LETTER) == 0) {
        break;
      }
      digits += kind >> 1;
      to++;
    }
    boolean joined =
        links > 0 && from - chain[FIELDS * (links - 1) + 1] == 1 && isJoint(text.charAt(from - 1));
    if (!joined) {
      endChain();
    }
    if (ValueForms.isTelling(to - from, digits) && to - from <= ValueForms.LONGEST) {
      add(from, to, false);
    }
    link(from, to, digits);
    return to;
  }

  private void link(int from, int to, int digits) {
    if (FIELDS * links == chain.length) {
      chain = Arrays.copyOf(chain, 2 * chain.length);
    }
    chain[FIELDS * links] = from;
    chain[FIELDS * links + 1] = to;
    chain[FIELDS * links + 2] = digits;
    links++;
  }

  /** Groups with digits in them, one after another, are also one value. */
  private void endChain() {
    int first = 0;
    while (first + 1 < links) {
      int next = first;
      int digits = 0;
      int length = 0;
      while (next < links && mayJoin(next, length)) {
        digits += chain[FIELDS * next + 2];
        length += lengthOf(next);
        next++;
      }
      if (next - first > 1 && digits >= ValueForms.SHORTEST) {
        add(chain[FIELDS * first], chain[FIELDS * (next - 1) + 1], true);
      }
      first = Math.max(next, first + 1);
    }
    links = 0;
  }

  private boolean mayJoin(int link, int before) {
    int length = lengthOf(link);
    return chain[FIELDS * link + 2] > 0
        && length <= ValueForms.LONGEST_GROUP
        && before + length <= ValueForms.LONGEST;
  }

  private int lengthOf(int link) {
    return chain[FIELDS * link + 1] - chain[FIELDS * link];
  }

  private void address(int at) {
    int from = at;
    while (from > 0 && isOfLocalPart(text.charAt(from - 1)) && at - from < 64) {
      from--;
    }
    int to = at + 1;
    while (to < text.length() && isOfDomain(text.charAt(to)) && to - at < ValueForms.LONGEST) {
      to++;
    }
    while (to > at + 1 && !isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    int dot = text.indexOf('.', at + 1);
    if (from < at && dot > at + 1 && dot < to) {
      add(from, to, false);
    }
  }

  /** Takes a value in, in small letters; of groups what joins them is left out. */
  private void add(int from, int to, boolean groups) {
    int length = 0;
    if (form.length < to - from) {
      form = new byte[to - from];
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        addUncommon(from, to, groups);
        return;
      }
      if (!groups || (KINDS[c] & LETTER) != 0) {
        form[length++] = (byte) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      }
    }
    note(ValuePrints.hash(form, length, k0, k1));
  }

  private void addUncommon(int from, int to, boolean groups) {
    String value = text.substring(from, to);
    byte[] bytes =
        (groups ? ValueForms.plain(value) : value)
            .toLowerCase(Locale.ROOT)
            .getBytes(StandardCharsets.UTF_8);
    note(ValuePrints.hash(bytes, bytes.length, k0, k1));
  }

  private void note(long hash) {
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash) {
        return;
      }
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash;
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 128 ? (KINDS[c] & LETTER) != 0 : Character.isLetterOrDigit(c);
  }

  private static boolean isJoint(char c) {
    return c < 128 && KINDS[c] == JOINT;
  }

  private static boolean isOfLocalPart(char c) {
    return isLetterOrDigit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
  }

  private static boolean isOfDomain(char c) {
    return isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c = 0; c < 128; c++) {
      if (c >= '0' && c <= '9') {
        kinds[c] = DIGIT;
      } else if (Character.isLetter(c)) {
        kinds[c] = LETTER;
      } else if (ValueForms.JOINTS.indexOf(c) >= 0) {
        kinds[c] = JOINT;
      }
    }
    return kinds;
  }
}
