// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * All that a path may mean to the server that gets it: as written and with percent escapes undone,
 * with and without its {@code ..} resolved, with and without a query. One of them is enough for a
 * condition to hold, so a trick can only add meanings. Forms begin with a slash and are in lower
 * case.
 */
public final class PathForms {

  /** No file system takes a longer path; what is longer is taken to mean anything. */
  static final int LONGEST = 4096;

  private static final int DECODINGS = 3;

  private PathForms() {}

  /** The forms of a path. */
  public static Set<String> of(String value) {
    Set<String> forms = new LinkedHashSet<>();
    String stage = value;
    for (int i = 0; i <= DECODINGS; i++) {
      add(stage, forms);
      String decoded = stage.indexOf('%') < 0 ? stage : decode(stage);
      if (decoded.equals(stage)) {
        break;
      }
      stage = decoded;
    }
    return forms;
  }

  private static void add(String stage, Set<String> forms) {
    String slashed = fold(stage).replace('\\', '/');
    addResolved(slashed, forms);
    int end = endOfPath(slashed);
    if (end < slashed.length()) {
      addResolved(slashed.substring(0, end), forms);
    }
  }

  /** Full-width letters and the like become the plain ones they look like. */
  private static String fold(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 0x80) {
        return Normalizer.normalize(lower, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      }
    }
    return lower;
  }

  /** Where a query, a fragment, a NUL or the name of a Windows stream begins. */
  private static int endOfPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean stream = c == ':' && i + 1 < path.length() && path.charAt(i + 1) == ':';
      if (c == '?' || c == '#' || c == 0 || stream) {
        return i;
      }
    }
    return path.length();
  }

  private static void addResolved(String path, Set<String> forms) {
    Deque<String> asWritten = new ArrayDeque<>();
    Deque<String> resolved = new ArrayDeque<>();
    for (String part : path.split("/")) {
      String segment = part.equals("..") ? part : trimmed(part);
      if (segment.isEmpty()) {
        continue;
      }
      asWritten.addLast(segment);
      if (segment.equals("..")) {
        resolved.pollLast();
      } else {
        resolved.addLast(segment);
      }
    }
    forms.add("/" + String.join("/", asWritten));
    forms.add("/" + String.join("/", resolved));
  }

  /** Windows ignores dots and spaces at the end of a name; {@code .} alone goes too. */
  private static String trimmed(String segment) {
    int end = segment.length();
    while (end > 0 && (segment.charAt(end - 1) == '.' || segment.charAt(end - 1) == ' ')) {
      end--;
    }
    return segment.substring(0, end);
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 3;
      } else {
        int length = Character.charCount(text.codePointAt(i));
        bytes.writeBytes(text.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
        i += length;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
