// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads every text of a definition, at any depth, names included, for what a person would not see
 * and for sentences that give the agent orders. Flags are words, sorted; none for nearly all honest
 * definitions.
 */
final class HiddenText {

  private static final int DEEPEST = 100;
  private static final int EMPTY_LINES = 20;
  private static final int SPACES = 120;

  /** Single characters without a picture: spaces of no width, marks, fillers. */
  private static final Set<Integer> ODD =
      Set.of(0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0xFEFF, 0x180E, 0x3164, 0x115F, 0x1160, 0xFFA0);

  private final Set<String> flags = new TreeSet<>();

  private HiddenText() {}

  /** What is suspicious in a JSON text. */
  static List<String> flags(String json) {
    HiddenText found = new HiddenText();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      found.value(new RawMember("", bytes, 0, bytes.length), 0);
    }
    return List.copyOf(found.flags);
  }

  private void value(RawMember value, int depth) {
    if (depth > DEEPEST) {
      flags.add("too-deep");
    } else if (value.isText()) {
      text(value.text());
    } else if (value.isObject()) {
      for (RawMember member : ObjectReader.members(value).members()) {
        text(member.name());
        value(member, depth + 1);
      }
    } else if (value.isArray()) {
      for (RawMember item : ObjectReader.items(value)) {
        value(item, depth + 1);
      }
    }
  }

  private void text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int newlines = 0;
    int spaces = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      String flag = flag(text, i, c, next);
      if (!flag.isEmpty()) {
        flags.add(flag);
      }
      if (isTag(c)) {
        plain.append((char) (c - 0xE0000));
      } else if (flag.isEmpty()) {
        plain.appendCodePoint(c);
      }
      newlines = c == '\n' ? newlines + 1 : Character.isWhitespace(c) ? newlines : 0;
      spaces = c == ' ' || c == 0xA0 || c == '\t' ? spaces + 1 : 0;
      if (newlines > EMPTY_LINES || spaces > SPACES) {
        flags.add("far-text");
      }
      i = next;
    }
    if (plain.indexOf("<!--") >= 0) {
      flags.add("hidden-comment");
    }
    Orders.in(plain.toString(), flags);
  }

  private static String flag(String text, int at, int c, int next) {
    if (isTag(c)) {
      return "tag-characters";
    }
    if (between(c, 0x202A, 0x202E) || between(c, 0x2066, 0x2069) || c == 0x61C) {
      return "bidi";
    }
    if (c == 0x1B || c == 0x9B) {
      return "ansi";
    }
    boolean space = c == '\n' || c == '\r' || c == '\t';
    if ((between(c, 0, 0x1F) && !space) || between(c, 0x7F, 0x9F)) {
      return "control";
    }
    if (c == 0x200D) {
      return joinsPictures(text, at, next) ? "" : "zero-width";
    }
    return isZeroWidth(c) ? "zero-width" : "";
  }

  private static boolean isTag(int c) {
    return between(c, 0xE0020, 0xE007E);
  }

  private static boolean isZeroWidth(int c) {
    return ODD.contains(c)
        || between(c, 0x2060, 0x2065)
        || between(c, 0x206A, 0x206F)
        || between(c, 0xFE00, 0xFE0D)
        || between(c, 0xE0100, 0xE01EF);
  }

  private static boolean between(int c, int first, int last) {
    return c >= first && c <= last;
  }

  /** A joiner between two pictures is a part of one; anywhere else it only hides. */
  private static boolean joinsPictures(String text, int at, int next) {
    if (at == 0 || next >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    return (before >= 0x2190 || before == 0xFE0F) && text.codePointAt(next) >= 0x2190;
  }
}
