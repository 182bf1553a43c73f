// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks over plain JSON, several times faster than a general parser, and refuses everything else
 * with {@link NotPlain}: what is not JSON, but also what is and seldom comes (deep nesting, long
 * numbers, names with escapes or beyond ASCII, a name twice if asked for). It never guesses:
 * whoever is refused asks the general parser, whose word counts. What it accepts the general parser
 * accepts with the same tokens. Text beyond ASCII is not checked for being UTF-8. Not safe for use
 * by several threads.
 */
public final class JsonCursor {

  private static final int DEEPEST = 60;
  private static final int LONGEST_NUMBER = 60;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_NAMES = 24;
  private static final int[] NONE = {};

  /** One in each byte of a long. */
  private static final long EACH = 0x0101010101010101L;

  private static final long HIGH = 0x8080808080808080L;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where in the grammar the next token stands. */
  private enum Place {
    VALUE,
    FIRST_ITEM,
    FIRST_NAME,
    AFTER_VALUE,
    END
  }

  /** What is asked for is not plain JSON; without a stack, since it is part of the usual flow. */
  public static final class NotPlain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotPlain() {
      super("json: got what only the general parser reads", null, false, false);
    }
  }

  private final byte[] bytes;
  private final int to;
  private final boolean uniqueNames;
  private int at;
  private int depth;
  private long objects;
  private Place place = Place.VALUE;
  private int start;
  private int end;
  private int nameStart;
  private int nameEnd;
  private int escapes;
  private boolean unicodeEscapes;
  private boolean beyondAscii;
  private int[] names;
  private int namesUsed;
  private int[] namesBefore;

  private JsonCursor(byte[] bytes, boolean uniqueNames) {
    this.bytes = bytes;
    this.to = bytes.length;
    this.uniqueNames = uniqueNames;
    this.names = uniqueNames ? new int[16] : NONE;
    this.namesBefore = uniqueNames ? new int[8] : NONE;
  }

  /** A cursor before the first token; a name may stand twice in an object. */
  public static JsonCursor over(byte[] utf8) {
    return new JsonCursor(utf8, false);
  }

  /** A cursor that refuses a name twice in one object. */
  public static JsonCursor unique(byte[] utf8) {
    return new JsonCursor(utf8, true);
  }

  /** What whoever walks throws when it meets what it leaves to the general parser. */
  public static NotPlain notPlain() {
    return new NotPlain();
  }

  /** The next token, or null after the one value there is. */
  public @Nullable JsonToken next() {
    int b = skipSpace();
    return switch (place) {
      case VALUE -> value(b);
      case FIRST_ITEM -> b == ']' ? close(JsonToken.END_ARRAY) : value(b);
      case FIRST_NAME -> b == '}' ? close(JsonToken.END_OBJECT) : name(b);
      case AFTER_VALUE -> after(b);
      case END -> {
        if (b >= 0) {
          throw notPlain();
        }
        yield null;
      }
    };
  }

  /** Passes over the object or array that just began; does nothing at any other token. */
  public void skipChildren() {
    if (place == Place.FIRST_ITEM || place == Place.FIRST_NAME) {
      int outside = depth - 1;
      while (depth > outside) {
        next();
      }
    }
  }

  /** Where the current value begins, its quote or bracket included. */
  public int start() {
    return start;
  }

  /** Where what was read so far ends: for a text, behind its closing quote. */
  public int position() {
    return at;
  }

  /** The bytes walked over. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the characters of the current text or number begin. */
  public int textStart() {
    return start + (bytes[start] == '"' ? 1 : 0);
  }

  /** Where they end. */
  public int textEnd() {
    return end;
  }

  /** True if the current text has escapes. */
  public boolean hasEscapes() {
    return escapes > 0;
  }

  /** True if a text so far had an escape of the form backslash, u and four digits. */
  public boolean sawUnicodeEscape() {
    return unicodeEscapes;
  }

  /** True if there was a byte beyond ASCII so far. */
  public boolean sawBeyondAscii() {
    return beyondAscii;
  }

  /** Where the characters of the current member's name begin. */
  public int nameStart() {
    return nameStart;
  }

  /** Where they end. */
  public int nameEnd() {
    return nameEnd;
  }

  /** The current member's name. */
  public String name() {
    return new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.ISO_8859_1);
  }

  /** How many UTF-16 units the current text has once its escapes are resolved. */
  public int textLength() {
    if (escapes == 0 && !beyondAscii) {
      return end - textStart();
    }
    int units = 0;
    int i = textStart();
    while (i < end) {
      byte b = bytes[i];
      // A continuation counts with its first byte; a character of four bytes has two units.
      units += (b & 0xC0) == 0x80 ? 0 : (b & 0xF8) == 0xF0 ? 2 : 1;
      i += b != '\\' ? 1 : bytes[i + 1] == 'u' ? 6 : 2;
    }
    return units;
  }

  private int skipSpace() {
    while (at < to) {
      byte b = bytes[at];
      if (b > ' ' || b < 0) {
        return b & 0xff;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw notPlain();
      }
      at++;
    }
    return -1;
  }

  private boolean inObject() {
    return (objects & 1) != 0;
  }

  private JsonToken after(int b) {
    if (b == ',') {
      at++;
      int next = skipSpace();
      return inObject() ? name(next) : value(next);
    }
    if (inObject() && b == '}') {
      return close(JsonToken.END_OBJECT);
    }
    if (!inObject() && b == ']') {
      return close(JsonToken.END_ARRAY);
    }
    throw notPlain();
  }

  private JsonToken open(boolean object) {
    if (++depth > DEEPEST) {
      throw notPlain();
    }
    start = at++;
    objects = objects << 1 | (object ? 1 : 0);
    if (uniqueNames) {
      if (depth == namesBefore.length) {
        namesBefore = Arrays.copyOf(namesBefore, depth * 2);
      }
      namesBefore[depth] = namesUsed;
    }
    place = object ? Place.FIRST_NAME : Place.FIRST_ITEM;
    return object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
  }

  private JsonToken close(JsonToken token) {
    at++;
    if (uniqueNames) {
      namesUsed = namesBefore[depth];
    }
    depth--;
    objects >>>= 1;
    ended();
    return token;
  }

  private void ended() {
    place = depth == 0 ? Place.END : Place.AFTER_VALUE;
  }

  private JsonToken name(int b) {
    if (b != '"') {
      throw notPlain();
    }
    nameStart = at + 1;
    int i = nameStart;
    while (i < to && isPlain(bytes[i]) && bytes[i] != '?') {
      i++;
    }
    // A question mark may be half a surrogate pair that UTF-8 cannot hold.
    if (i == to || bytes[i] != '"' || i - nameStart > LONGEST_NAME) {
      throw notPlain();
    }
    nameEnd = i;
    at = i + 1;
    if (uniqueNames) {
      note();
    }
    if (skipSpace() != ':') {
      throw notPlain();
    }
    at++;
    place = Place.VALUE;
    return JsonToken.PROPERTY_NAME;
  }

  private void note() {
    int first = namesBefore[depth];
    if (namesUsed - first >= 2 * MOST_NAMES) {
      throw notPlain();
    }
    for (int i = first; i < namesUsed; i += 2) {
      if (Arrays.equals(bytes, names[i], names[i + 1], bytes, nameStart, nameEnd)) {
        throw notPlain();
      }
    }
    if (namesUsed == names.length) {
      names = Arrays.copyOf(names, namesUsed * 2);
    }
    names[namesUsed++] = nameStart;
    names[namesUsed++] = nameEnd;
  }

  private JsonToken value(int b) {
    return switch (b) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> text();
      case 't' -> word("true", JsonToken.VALUE_TRUE);
      case 'f' -> word("false", JsonToken.VALUE_FALSE);
      case 'n' -> word("null", JsonToken.VALUE_NULL);
      default -> number();
    };
  }

  /**
   * Where plain characters end from {@code from} on. Eight bytes are looked at together: a flag is
   * raised in each that is a quote, a backslash, below space or beyond ASCII. A borrow can raise
   * flags above a rightful one only, and the lowest counts.
   */
  private int plainEnd(int from) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = (long) WORDS.get(bytes, i);
      long quote = word ^ EACH * '"';
      long backslash = word ^ EACH * '\\';
      long flags = (quote - EACH) & ~quote;
      flags |= (backslash - EACH) & ~backslash;
      flags |= ((word - EACH * ' ') & ~word) | word;
      flags &= HIGH;
      if (flags != 0) {
        return i + (Long.numberOfTrailingZeros(flags) >>> 3);
      }
    }
    while (i < to && isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  /** ASCII without quotes, escapes and control characters. */
  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private JsonToken text() {
    start = at;
    escapes = 0;
    int i = at + 1;
    while (true) {
      i = plainEnd(i);
      if (i == to || i - start > LONGEST_TEXT) {
        throw notPlain();
      }
      byte b = bytes[i];
      if (b == '"') {
        break;
      } else if (b == '\\') {
        i += escape(i);
      } else if (b < 0) {
        beyondAscii = true;
        i++;
      } else {
        throw notPlain();
      }
    }
    end = i;
    at = i + 1;
    ended();
    return JsonToken.VALUE_STRING;
  }

  /** How long the escape is that begins at {@code i}. */
  private int escape(int i) {
    escapes++;
    return switch (i + 1 < to ? bytes[i + 1] : 0) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> unicodeEscape(i);
      default -> throw notPlain();
    };
  }

  private int unicodeEscape(int i) {
    unicodeEscapes = true;
    for (int k = i + 2; k < i + 6; k++) {
      if (k >= to || Character.digit(bytes[k], 16) < 0) {
        throw notPlain();
      }
    }
    return 6;
  }

  private JsonToken word(String word, JsonToken token) {
    start = at;
    for (int i = 0; i < word.length(); i++, at++) {
      if (at == to || bytes[at] != word.charAt(i)) {
        throw notPlain();
      }
    }
    return scalar(token);
  }

  private JsonToken number() {
    start = at;
    boolean whole = true;
    at += at < to && bytes[at] == '-' ? 1 : 0;
    int first = at;
    digits();
    if (bytes[first] == '0' && at - first > 1) {
      throw notPlain();
    }
    if (at < to && bytes[at] == '.') {
      whole = false;
      at++;
      digits();
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      whole = false;
      at++;
      at += at < to && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
      digits();
    }
    if (at - start > LONGEST_NUMBER) {
      throw notPlain();
    }
    return scalar(whole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT);
  }

  /** At least one digit. */
  private void digits() {
    int from = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw notPlain();
    }
  }

  /** A word or number ends where a separator stands. */
  private JsonToken scalar(JsonToken token) {
    if (at < to) {
      byte b = bytes[at];
      if (b != ',' && b != '}' && b != ']' && b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw notPlain();
      }
    }
    end = at;
    ended();
    return token;
  }
}
