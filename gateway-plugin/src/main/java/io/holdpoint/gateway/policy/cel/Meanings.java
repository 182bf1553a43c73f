// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the texts of a value may mean to whoever reads them: in lower case, without marks nobody
 * sees, look-alike letters made plain, and once more with base64, hexadecimal, percent, HTML and
 * backslash escapes undone, one within the other too.
 */
final class Meanings {

  private static final int DEEPEST = 3;
  private static final int MOST = 4000;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
  private static final Pattern HEX = Pattern.compile("(?:0x)?((?:[0-9a-fA-F]{2}){4,})");
  private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final Pattern HTML = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});");
  private static final Pattern BACKSLASH =
      Pattern.compile("\\\\(?:u\\{?([0-9a-fA-F]{1,6})\\}?|x([0-9a-fA-F]{2}))");

  /** Letters of other scripts that look like Latin ones. */
  private static final Map<Integer, Character> LOOK_ALIKES = lookAlikes();

  private final Set<String> found = new LinkedHashSet<>();

  private Meanings() {}

  static List<String> of(Object value) {
    Meanings meanings = new Meanings();
    for (String text : Texts.of(value)) {
      meanings.take(text, 0);
    }
    return new ArrayList<>(meanings.found);
  }

  private void take(String text, int depth) {
    if (!found.add(plain(text)) || depth == DEEPEST) {
      return;
    }
    if (found.size() > MOST) {
      throw new IllegalArgumentException("meanings: got more than can be looked at");
    }
    for (String decoded : decoded(text)) {
      take(decoded, depth + 1);
    }
  }

  private static List<String> decoded(String text) {
    List<String> decoded = new ArrayList<>();
    String unescaped = backslash(html(percent(text)));
    if (!unescaped.equals(text)) {
      decoded.add(unescaped);
    }
    String dense = text.replaceAll("\\s+", "");
    for (Matcher run = BASE64.matcher(dense); run.find(); ) {
      base64(run.group(), decoded);
    }
    for (Matcher run = HEX.matcher(dense); run.find(); ) {
      printable(HexFormat.of().parseHex(run.group(1)), decoded);
    }
    return decoded;
  }

  private static void base64(String run, List<String> decoded) {
    String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
    // A run may begin before the encoded text does.
    for (int skip = 0; skip < 4 && standard.length() - skip >= 8; skip++) {
      String aligned = standard.substring(skip);
      int whole = aligned.length() - (aligned.length() % 4 == 1 ? 1 : 0);
      printable(Base64.getDecoder().decode(aligned.substring(0, whole)), decoded);
    }
  }

  private static void printable(byte[] bytes, List<String> decoded) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long odd =
        text.chars().filter(c -> c == 0xFFFD || (c < 32 && c != 9 && c != 10 && c != 13)).count();
    if (odd * 10 <= text.length()) {
      decoded.add(text);
    }
    if (bytes.length > 3 && bytes.length % 2 == 0 && (bytes[1] == 0 || bytes[0] == 0)) {
      decoded.add(
          new String(bytes, bytes[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE));
    }
  }

  private static String percent(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(text.length());
    Matcher escape = PERCENT.matcher(text);
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(escape.group(1), 16));
      from = escape.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String html(String text) {
    return text.indexOf("&#") < 0
        ? text
        : HTML.matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        character(m.group(2), m.group(1).isEmpty() ? 10 : 16)));
  }

  private static String backslash(String text) {
    return text.indexOf('\\') < 0
        ? text
        : BACKSLASH
            .matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        character(m.group(1) == null ? m.group(2) : m.group(1), 16)));
  }

  private static String character(String digits, int radix) {
    try {
      int code = Integer.parseInt(digits, radix);
      return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    } catch (NumberFormatException none) {
      return "";
    }
  }

  /** The text as somebody reads it. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean ascii = text.chars().allMatch(c -> c < 128);
    String form = ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
    form.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              Character latin = LOOK_ALIKES.get(c);
              if (latin != null) {
                plain.append((char) latin);
              } else if (type != Character.FORMAT
                  && type != Character.NON_SPACING_MARK
                  && type != Character.ENCLOSING_MARK
                  && c != 0x115F
                  && c != 0x3164) {
                plain.appendCodePoint(Character.isWhitespace(c) ? ' ' : c);
              }
            });
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static Map<Integer, Character> lookAlikes() {
    String others =
        "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051B\u0410\u0412\u0415"
            + "\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0391\u0392\u0395"
            + "\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03BF\u03C1"
            + "\u03BD\u03B9\u0131\u0261\u03F2\u0475\u04BB\u043C\u0442\u043A\u0432\u043D\u0433";
    String latin = "aeopcyxijsdqabekmhopctxijsabezhikmnoptyxaopviigcvhmtkbhr";
    Map<Integer, Character> map = new java.util.HashMap<>();
    for (int i = 0; i < latin.length(); i++) {
      map.put((int) others.charAt(i), latin.charAt(i));
    }
    return Map.copyOf(map);
  }
}
