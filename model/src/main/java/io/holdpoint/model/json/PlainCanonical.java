// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * The bytes of {@link CanonicalJson} for plain JSON, written straight from the bytes received. Not
 * safe for use by several threads.
 */
final class PlainCanonical {

  private static final int KEPT_BYTES = 64 << 10;
  private static final int MOST_SORTED = 32;
  private static final int MEMBER = 4;

  private byte[] out = new byte[1024];
  private int length;

  /** Of every open member: where its name begins and ends, and where it stands in the output. */
  private int[] members = new int[64];

  private int used;
  private byte[] moved = new byte[256];

  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  /** Writes the canonical form; false if {@code utf8} is not plain JSON. */
  boolean write(byte[] utf8) {
    clear();
    try {
      JsonCursor cursor = JsonCursor.over(utf8);
      JsonToken first = cursor.next();
      if (first == null) {
        return false;
      }
      value(cursor, first);
      return cursor.next() == null;
    } catch (JsonCursor.NotPlain notPlain) {
      return false;
    }
  }

  private void clear() {
    length = 0;
    used = 0;
    if (out.length > KEPT_BYTES) {
      out = new byte[KEPT_BYTES];
      moved = new byte[256];
    }
  }

  private void value(JsonCursor in, JsonToken token) {
    switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> text(in);
      case VALUE_NUMBER_INT -> whole(in);
      case VALUE_NUMBER_FLOAT -> fraction(in);
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> copy(in.bytes(), in.start(), in.textEnd());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("json token: got " + token + " (expected: a value)");
    }
  }

  private void array(JsonCursor in) {
    put('[');
    int start = length;
    for (JsonToken t = in.next(); t != JsonToken.END_ARRAY && t != null; t = in.next()) {
      if (length > start) {
        put(',');
      }
      value(in, t);
    }
    put(']');
  }

  private void object(JsonCursor in) {
    put('{');
    int start = length;
    int first = used;
    boolean inOrder = true;
    while (in.next() == JsonToken.PROPERTY_NAME) {
      if (length > start) {
        put(',');
      }
      int member = begin(in);
      inOrder = inOrder && (member == first || compare(in.bytes(), member - MEMBER, member) < 0);
      JsonToken token = in.next();
      if (token != null) {
        value(in, token);
      }
      members[member + 3] = length;
    }
    if (!inOrder) {
      sort(in.bytes(), first, start);
    }
    used = first;
    put('}');
  }

  private int begin(JsonCursor in) {
    int member = used;
    if (member + MEMBER > members.length) {
      members = Arrays.copyOf(members, members.length * 2);
    }
    used += MEMBER;
    members[member] = in.nameStart();
    members[member + 1] = in.nameEnd();
    members[member + 2] = length;
    put('"');
    copy(in.bytes(), in.nameStart(), in.nameEnd());
    put('"');
    put(':');
    return member;
  }

  private int compare(byte[] source, int one, int other) {
    return Arrays.compare(
        source, members[one], members[one + 1], source, members[other], members[other + 1]);
  }

  /** Of members of the same name the last one stays, as in {@link CanonicalJson}. */
  private void sort(byte[] source, int first, int start) {
    int count = (used - first) / MEMBER;
    if (count > MOST_SORTED) {
      throw JsonCursor.notPlain();
    }
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int member = first + i * MEMBER;
      int k = i;
      while (k > 0 && compare(source, order[k - 1], member) > 0) {
        order[k] = order[k - 1];
        k--;
      }
      order[k] = member;
    }
    int size = length - start;
    if (moved.length < size) {
      moved = new byte[size * 2];
    }
    System.arraycopy(out, start, moved, 0, size);
    length = start;
    for (int i = 0; i < count; i++) {
      boolean replaced = i + 1 < count && compare(source, order[i], order[i + 1]) == 0;
      if (!replaced) {
        if (length > start) {
          put(',');
        }
        copy(moved, members[order[i] + 2] - start, members[order[i] + 3] - start);
      }
    }
  }

  private void text(JsonCursor in) {
    put('"');
    int from = in.textStart();
    int to = in.textEnd();
    byte[] source = in.bytes();
    if (in.hasEscapes()) {
      from = unescaped(source, from, to);
    }
    copy(source, from, to);
    put('"');
  }

  /** Writes up to the last escape, and returns where the rest begins. */
  private int unescaped(byte[] source, int from, int to) {
    int done = from;
    int i = from;
    while (i < to) {
      if (source[i] != '\\') {
        i++;
        continue;
      }
      switch (source[i + 1]) {
        case '"', '\\', 'n', 'r', 't' -> {} // Stays as it is.
        case '/' -> {
          copy(source, done, i);
          done = i + 1;
        }
        case 'b' -> done = replaced(source, done, i, "\\u0008");
        case 'f' -> done = replaced(source, done, i, "\\u000c");
        default -> throw JsonCursor.notPlain();
      }
      i += 2;
    }
    return done;
  }

  private int replaced(byte[] source, int done, int i, String escape) {
    copy(source, done, i);
    ascii(escape);
    return i + 2;
  }

  private void whole(JsonCursor in) {
    byte[] source = in.bytes();
    boolean minusZero = in.textEnd() - in.start() == 2 && source[in.start()] == '-';
    if (minusZero && source[in.start() + 1] == '0') {
      put('0');
    } else {
      copy(source, in.start(), in.textEnd());
    }
  }

  private void fraction(JsonCursor in) {
    int size = in.textEnd() - in.start();
    ascii(
        CanonicalJson.number(new String(in.bytes(), in.start(), size, StandardCharsets.US_ASCII)));
  }

  private void ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    copy(bytes, 0, bytes.length);
  }

  private void copy(byte[] source, int from, int to) {
    int size = to - from;
    ensure(size);
    System.arraycopy(source, from, out, length, size);
    length += size;
  }

  private void put(char c) {
    ensure(1);
    out[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(Math.addExact(length, more), out.length * 2));
    }
  }
}
