// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Finds what is sensitive in JSON: strings as they are meant, names, numbers. It needs no whole
 * JSON and builds no values; a text that breaks off is scanned as far as it goes. Reused by one
 * thread.
 */
final class JsonScan {

  private static final int DEEPEST = 1100;
  private static final int SHORTEST_NUMBER = 6;
  private static final boolean[] IRREGULAR = irregular();
  private static final Set<String> SMALL_SECRETS = Set.of("cvv", "cvc", "cvv2", "cvc2", "pin");

  private final TextScan scan = new TextScan();
  private final EncodedScan encoded = new EncodedScan();
  private final DetectionView view = new DetectionView();
  private final Assignments assignments = new Assignments();
  private final Spans spans = new Spans();
  private final int[] keyStarts = new int[DEEPEST];
  private final int[] keyEnds = new int[DEEPEST];
  private int depth;
  private byte[] json = new byte[0];
  private boolean irregular;
  private boolean formal;
  private Extras extras = Extras.NONE;
  private List<Finding> found = List.of();

  /** Scans the bytes from {@code from} to {@code to} and adds what it finds, in order. */
  void scan(byte[] bytes, int from, int to, Extras more, boolean isFormal, List<Finding> findings) {
    json = bytes;
    extras = more;
    formal = isFormal;
    found = findings;
    depth = 0;
    keyEnds[0] = 0;
    scan.context().noKey();
    int i = from;
    while (i < to) {
      byte c = bytes[i];
      if (c == '"') {
        i = string(i + 1, to);
      } else if (c == '{' || c == '[') {
        open();
        i++;
      } else if (c == '}' || c == ']') {
        depth = Math.max(0, depth - 1);
        i++;
      } else if (c == '-' || Chars.isDigit(c)) {
        i = number(i, to);
      } else {
        i++;
      }
    }
  }

  /** Scans a text that may be JSON, or be anything. */
  void scanText(byte[] bytes, boolean secretsOnly, List<Finding> findings) {
    scan.secretsOnly(secretsOnly);
    int first = 0;
    while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
      first++;
    }
    byte begin = first < bytes.length ? bytes[first] : 0;
    scan(
        bytes,
        begin == '{' || begin == '[' || begin == '"' ? 0 : bytes.length,
        bytes.length,
        Extras.NONE,
        false,
        findings);
    if (findings.isEmpty()) {
      // What is no JSON, or only looks like it, is a text.
      irregular = true;
      text(0, bytes.length, Finding.Place.TEXT);
    }
    scan.secretsOnly(false);
  }

  /** A list's items have the name of the list. */
  private void open() {
    if (depth < DEEPEST - 1) {
      depth++;
      keyStarts[depth] = keyStarts[depth - 1];
      keyEnds[depth] = keyEnds[depth - 1];
    }
  }

  private int string(int start, int to) {
    int end = endOfString(start, to);
    int next = end + 1;
    while (next < to && json[next] <= ' ') {
      next++;
    }
    if (next < to && json[next] == ':') {
      key(start, end);
      return opaqueEnd(start, end, next + 1, to);
    }
    if (extras.hasFields() && extras.isField(json, keyStarts, keyEnds, depth)) {
      whole(start, end, EntityType.NAMED, "field", Finding.Place.TEXT);
    } else if (!isSecretValue(start, end)) {
      text(start, end, Finding.Place.TEXT);
    }
    return end + 1;
  }

  private void key(int start, int end) {
    keyStarts[depth] = start;
    keyEnds[depth] = end;
    if (end - start >= SHORTEST_NUMBER) {
      scan.context().noKey();
      text(start, end, Finding.Place.KEY);
    }
    scan.context().key(json, start, end);
  }

  /** Where to go on after a name: behind its value if nobody may touch that. */
  private int opaqueEnd(int start, int end, int after, int to) {
    if (formal || extras.opaque().isEmpty() || end - start > 16) {
      return after;
    }
    String name = new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    return extras.opaque().contains(name) ? endOfValue(after, to) : after;
  }

  private int endOfValue(int from, int to) {
    int nested = 0;
    int i = from;
    while (i < to) {
      byte c = json[i];
      if (c == '"') {
        i = endOfString(i + 1, to);
        if (nested == 0) {
          return i + 1;
        }
      } else if (c == '{' || c == '[') {
        nested++;
      } else if (c == '}' || c == ']') {
        nested--;
        if (nested <= 0) {
          return nested < 0 ? i : i + 1;
        }
      } else if (c == ',' && nested == 0) {
        return i;
      }
      i++;
    }
    return to;
  }

  /** The closing quote; notes on the way whether the text is more than it looks like. */
  private int endOfString(int start, int to) {
    byte[] bytes = json;
    boolean odd = false;
    int i = start;
    while (i < to) {
      byte c = bytes[i];
      if (IRREGULAR[c & 0xff]) {
        if (c == '"') {
          break;
        }
        odd = true;
        i += c == '\\' ? 1 : 0;
      }
      i++;
    }
    irregular = odd;
    return Math.min(i, to);
  }

  /** True if the value's name says that it is one, and it looks like one. */
  private boolean isSecretValue(int start, int end) {
    int from = keyStarts[depth];
    int to = keyEnds[depth];
    if (to <= from || end <= start) {
      return false;
    }
    boolean secret =
        Assignments.isName(json, from, to)
            ? assignments.isValue(json, start, end)
            : to - from <= 4 && end - start <= 8 && isSmallSecret(from, to);
    if (secret) {
      whole(start, end, EntityType.PASSWORD, "", Finding.Place.TEXT);
    }
    return secret;
  }

  private boolean isSmallSecret(int from, int to) {
    String name = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    return SMALL_SECRETS.contains(name.toLowerCase(java.util.Locale.ROOT));
  }

  private void whole(int start, int end, EntityType type, String name, Finding.Place place) {
    if (end > start) {
      String text = new String(json, start, end - start, StandardCharsets.UTF_8);
      found.add(new Finding(start, end, type, name, text, place, formal));
    }
  }

  private void text(int start, int end, Finding.Place place) {
    spans.clear();
    byte[] bytes = json;
    int from = start;
    int to = end;
    boolean seen = irregular;
    if (seen) {
      view.of(json, start, end);
      bytes = view.bytes();
      from = 0;
      to = view.length();
    }
    scan.scan(bytes, from, to, spans);
    if (to - from >= 24) {
      encoded.scan(bytes, from, to, spans);
    }
    for (int i = 0; i < spans.size(); i++) {
      report(bytes, seen, spans.start(i), spans.end(i), spans.type(i), "", place);
    }
    if (extras.hasTexts()) {
      byte[] of = bytes;
      extras.scan(
          bytes,
          from,
          to,
          (hit, hitEnd, name) -> report(of, seen, hit, hitEnd, EntityType.NAMED, name, place));
    }
  }

  private void report(
      byte[] bytes,
      boolean seen,
      int start,
      int end,
      EntityType type,
      String name,
      Finding.Place place) {
    int rawStart = seen ? view.raw(start) : start;
    int rawEnd = seen ? view.raw(end) : end;
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    found.add(new Finding(rawStart, rawEnd, type, name, text, place, formal));
  }

  /** A whole number that is one thing from its first digit to its last. */
  private int number(int start, int to) {
    int end = start + 1;
    boolean whole = json[start] != '-';
    while (end < to
        && (Chars.isWord(json[end]) || json[end] == '.' || json[end] == '+' || json[end] == '-')) {
      whole &= Chars.isDigit(json[end]);
      end++;
    }
    int from = keyStarts[depth];
    boolean small =
        keyEnds[depth] - from <= 4 && keyEnds[depth] > from && isSmallSecret(from, keyEnds[depth]);
    if (extras.hasFields() && extras.isField(json, keyStarts, keyEnds, depth)) {
      whole(start, end, EntityType.NAMED, "field", Finding.Place.NUMBER);
    } else if (small && whole && end - start <= 8) {
      whole(start, end, EntityType.PASSWORD, "", Finding.Place.NUMBER);
    } else if (whole && end - start >= SHORTEST_NUMBER && end - start <= 20) {
      spans.clear();
      scan.scan(json, start, end, spans);
      if (spans.size() == 1 && spans.start(0) == start && spans.end(0) == end) {
        whole(start, end, spans.type(0), "", Finding.Place.NUMBER);
      }
    }
    return end;
  }

  static boolean[] irregular() {
    boolean[] irregular = new boolean[256];
    Arrays.fill(irregular, 128, 256, true);
    irregular['"'] = true;
    irregular['\\'] = true;
    irregular['%'] = true;
    return irregular;
  }
}
