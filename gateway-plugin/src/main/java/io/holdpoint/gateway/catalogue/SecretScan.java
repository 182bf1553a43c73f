// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Looks for what opens something: private keys, vendor tokens, passwords assigned to their name. It
 * looks at a JSON text's strings and at a plain text as it is; through one more level of JSON
 * escapes and through base64, once; no further than the first megabyte.
 */
public final class SecretScan {

  static final int FARTHEST = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  /** No shape is shorter: {@code pwd=} and a value of eight characters. */
  private static final int SHORTEST_SECRET = 12;

  private static final int LONGEST_MISALIGNED = 16 << 10;

  private SecretScan() {}

  /** True if {@code text}, JSON or not, holds a secret. */
  public static boolean finds(String text) {
    String near = text.length() > FARTHEST ? text.substring(0, FARTHEST) : text;
    if (near.length() < SHORTEST_SECRET || SecretHints.of(near) == 0) {
      return false;
    }
    return looksCloser(near);
  }

  /** As {@link #finds}, for a text that may hold one. */
  static boolean looksCloser(String near) {
    String begin = near.stripLeading();
    char first = begin.isEmpty() ? 0 : begin.charAt(0);
    boolean json = first == '{' || first == '[' || first == '"';
    return json ? inJson(near) || inText(near) : inText(near);
  }

  /** Strings of JSON, also of JSON that breaks off: what was read until then counts. */
  private static boolean inJson(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
          if (inText(name)) {
            return true;
          }
        } else if (token == JsonToken.VALUE_STRING) {
          String value = parser.getString();
          if (inText(value) || Assignments.isSecret(name.toLowerCase(Locale.ROOT), value)) {
            return true;
          }
        }
      }
      return false;
    } catch (JacksonException breaksOff) {
      return false;
    }
  }

  private static boolean inText(String text) {
    if (text.length() < SHORTEST_SECRET) {
      return false;
    }
    int hints = SecretHints.of(text);
    if (holds(text, hints)) {
      return true;
    }
    if (hints == 0 || text.indexOf('\\') < 0) {
      return false;
    }
    String unescaped = unescape(text);
    return holds(unescaped, SecretHints.of(unescaped));
  }

  private static boolean holds(String text, int hints) {
    return plain(text, hints) || ((hints & SecretHints.RUN) != 0 && inBase64(text));
  }

  private static boolean plain(String text, int hints) {
    return ((hints & SecretHints.SHAPE) != 0 && SecretShapes.anyIn(text))
        || ((hints & SecretHints.NAME) != 0 && Assignments.anyIn(text));
  }

  /** Decodes every run of base64 characters that is long enough, and looks into it. */
  private static boolean inBase64(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isBase64(text.charAt(i))) {
        if (i - start >= SecretHints.SHORTEST_RUN && inRun(text, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  /** A run may begin with something else that looks like base64, so each alignment is tried. */
  private static boolean inRun(String text, int start, int end) {
    int alignments = end - start <= LONGEST_MISALIGNED ? 4 : 1;
    for (int skip = 0; skip < alignments; skip++) {
      String decoded = decoded(text, start + skip, end);
      if (plain(decoded, SecretHints.of(decoded))) {
        return true;
      }
    }
    return false;
  }

  static boolean isBase64(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }

  private static String decoded(String text, int start, int end) {
    int length = (end - start) - ((end - start) % 4 == 1 ? 1 : 0);
    String run = text.substring(start, start + length).replace('-', '+').replace('_', '/');
    return new String(Base64.getDecoder().decode(run), StandardCharsets.ISO_8859_1);
  }

  /** Undoes one level of JSON escapes wherever they stand. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n', 'r', 't', 'b', 'f' -> out.append('\n');
        case 'u' -> {
          int code = hex(text, i + 1);
          out.append(code < 0 ? 'u' : (char) code);
          i += code < 0 ? 0 : 4;
        }
        default -> out.append(escaped);
      }
    }
    return out.toString();
  }

  private static int hex(String text, int at) {
    if (at + 4 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
