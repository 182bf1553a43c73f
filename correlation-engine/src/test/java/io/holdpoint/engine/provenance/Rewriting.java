// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static io.holdpoint.engine.provenance.OriginCases.body;
import static io.holdpoint.engine.provenance.OriginCases.quoted;

import io.holdpoint.model.step.DataLabel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How the scored set rewrites a value between a result and a call. */
enum Rewriting {
  AS_IT_IS(Kind.IDENTIFIER),
  IN_A_SENTENCE(Kind.IDENTIFIER),
  CASE(Kind.IDENTIFIER),
  SPACING(Kind.IDENTIFIER),
  PUNCTUATION(Kind.IDENTIFIER),
  BASE64(Kind.IDENTIFIER),
  BASE64_URL_UNPADDED(Kind.IDENTIFIER),
  BASE64_NESTED(Kind.IDENTIFIER),
  HEX(Kind.IDENTIFIER),
  HEX_APART(Kind.IDENTIFIER),
  URL(Kind.IDENTIFIER),
  HTML(Kind.IDENTIFIER),
  UNICODE(Kind.IDENTIFIER),
  SPLIT_OVER_ARGUMENTS(Kind.IDENTIFIER),
  SPLIT_OVER_CALLS(Kind.IDENTIFIER),
  JOINED(Kind.IDENTIFIER),
  NUMBER_GROUPED(Kind.AMOUNT),
  NUMBER_OTHER_MARKS(Kind.AMOUNT),
  NUMBER_LENGTHENED(Kind.AMOUNT),
  PHONE_GROUPED(Kind.PHONE),
  TEXT_COPIED(Kind.WORDS),
  TEXT_IN_PART(Kind.WORDS),
  SECRET_AS_IT_IS(Kind.SECRET),
  SECRET_IN_PART(Kind.SECRET),
  SECRET_SPLIT_OVER_CALLS(Kind.SECRET),
  SECRET_NESTED(Kind.SECRET);

  private final Kind kind;

  /** What is taken out of a result. */
  enum Kind {
    IDENTIFIER,
    AMOUNT,
    PHONE,
    WORDS,
    SECRET
  }

  Rewriting(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  DataLabel label() {
    return kind == Kind.SECRET ? DataLabel.SECRET : DataLabel.PRIVATE;
  }

  /** The name in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The result that told the value: the recorded one, with what is made up put into it. */
  String tells(String value, String result) {
    return switch (this) {
      case JOINED -> {
        int cut = cut(value);
        yield "First part: "
            + value.substring(0, cut)
            + "\n"
            + result.replace(value, "it")
            + "\nSecond part: "
            + value.substring(cut);
      }
      case PHONE_GROUPED -> result + "\ncall " + value;
      case NUMBER_GROUPED, NUMBER_OTHER_MARKS, NUMBER_LENGTHENED ->
          result + "\nsum: " + value + "\n";
      case SECRET_AS_IT_IS, SECRET_IN_PART, SECRET_SPLIT_OVER_CALLS, SECRET_NESTED ->
          result + "\napi_key: " + value + "\n";
      default -> result;
    };
  }

  /** The calls that say the value again. */
  List<String> says(String value) {
    return switch (this) {
      case AS_IT_IS, JOINED, SECRET_AS_IT_IS, TEXT_COPIED -> List.of(body(value));
      case IN_A_SENTENCE -> List.of(body("It is " + value + ", as they said."));
      case CASE -> List.of(body(swapped(value)));
      case SPACING -> List.of(body(grouped(value, ' ')));
      case PUNCTUATION -> List.of(body(grouped(value, '-')));
      case BASE64 -> List.of(body(base64(padded(value))));
      case BASE64_URL_UNPADDED ->
          List.of(
              body(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(padded(value)))));
      case BASE64_NESTED, SECRET_NESTED -> List.of(body(base64(base64(padded(value)))));
      case HEX -> List.of(body(HexFormat.of().formatHex(utf8(value))));
      case HEX_APART -> List.of(body(HexFormat.ofDelimiter(":").formatHex(utf8(value))));
      case URL -> List.of(body(percent(value)));
      case HTML -> List.of(body(html(value)));
      case UNICODE -> List.of("{\"body\":\"" + unicode(value) + "\"}");
      case SPLIT_OVER_ARGUMENTS -> {
        int cut = cut(value);
        yield List.of(
            "{\"first\":\""
                + quoted(value.substring(0, cut))
                + "\",\"second\":\""
                + quoted(value.substring(cut))
                + "\"}");
      }
      case SPLIT_OVER_CALLS, SECRET_SPLIT_OVER_CALLS -> {
        int cut = value.length() / 3;
        yield List.of(
            body(value.substring(0, cut)),
            body(value.substring(cut, 2 * cut)),
            body(value.substring(2 * cut)));
      }
      case NUMBER_GROUPED -> List.of(body(grouped(value, ",", ".")));
      case NUMBER_OTHER_MARKS -> List.of(body(grouped(value, ".", ",")));
      case NUMBER_LENGTHENED -> List.of("{\"amount\":" + value + "0}");
      case PHONE_GROUPED ->
          List.of(body("(030) " + value.substring(7, 10) + "-" + value.substring(10)));
      case TEXT_IN_PART -> {
        String[] words = value.split(" ");
        yield List.of(
            body("So: " + String.join(" ", List.of(words).subList(3, 11)) + ", and more."));
      }
      case SECRET_IN_PART -> List.of(body("it starts with " + value.substring(0, 12)));
    };
  }

  /** Sixteen letters and digits at random. */
  static String key(Random random) {
    String all = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    StringBuilder key = new StringBuilder("k");
    for (int i = 0; i < 18; i++) {
      key.append(i % 4 == 3 ? (char) ('2' + random.nextInt(8)) : all.charAt(random.nextInt(49)));
    }
    return key.toString();
  }

  private static int cut(String value) {
    int cut = value.length() / 2;
    while (cut < value.length() - 3 && !Character.isLetterOrDigit(value.charAt(cut))) {
      cut++;
    }
    return cut;
  }

  /** With a few words around, as whoever hides something would have. */
  private static String padded(String value) {
    return "id " + value;
  }

  private static String swapped(String value) {
    return value.equals(value.toUpperCase(Locale.ROOT))
        ? value.toLowerCase(Locale.ROOT)
        : value.toUpperCase(Locale.ROOT);
  }

  /** Groups of four, as accounts and keys are read out. */
  private static String grouped(String value, char mark) {
    String plain = value.replaceAll("[ -]", "");
    boolean address = plain.contains("@") || plain.contains("/");
    if (address) {
      return mark == ' ' ? "  " + plain + "  " : "<" + plain + ">.";
    }
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        grouped.append(mark);
      }
      grouped.append(plain.charAt(i));
    }
    return grouped.toString();
  }

  private static String grouped(String amount, String group, String point) {
    int dot = amount.indexOf('.');
    StringBuilder whole = new StringBuilder(amount.substring(0, dot));
    for (int i = whole.length() - 3; i > 0; i -= 3) {
      whole.insert(i, group);
    }
    return whole + point + amount.substring(dot + 1);
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(utf8(value));
  }

  private static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static String percent(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      String one = value.substring(i, i + 1);
      out.append(
          i % 3 == 0
              ? "%" + HexFormat.of().withUpperCase().formatHex(utf8(one))
              : URLEncoder.encode(one, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return out.toString();
  }

  private static String html(String value) {
    StringBuilder out = new StringBuilder();
    value.chars().forEach(c -> out.append(c % 2 == 0 ? "&#" + c + ";" : "" + (char) c));
    return out.toString();
  }

  private static String unicode(String value) {
    StringBuilder out = new StringBuilder();
    value.chars().forEach(c -> out.append("\\u").append(HexFormat.of().toHexDigits((char) c)));
    return out.toString();
  }
}
