// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.json.JsonCursor;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The shape of a payload as JSON text, without its values: {@code "▒ 18 chars"} for a text, {@code
 * "▒ number"}, {@code "▒ flag"}; null stays. Names stay where they cannot be values themselves:
 * those of arguments that read like names, those of a result that MCP defines. What is deeper than
 * {@value #DEEPEST} levels or beyond about {@value #LARGEST} bytes is cut, and says so.
 */
final class MaskedView {

  static final int LARGEST = 6_000;
  static final int DEEPEST = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  private static final String MARK = "\u2592 ";
  private static final int LONGEST_NAME = 40;

  /** Nothing that is looked for consists of so few small letters and underscores alone. */
  private static final int LONGEST_WORD = 16;

  private static final int LONGEST_SHOWN = 512;
  private static final Set<String> RESULT_NAMES =
      Set.of(
          "content",
          "structuredContent",
          "isError",
          "type",
          "text",
          "data",
          "mimeType",
          "resource",
          "uri",
          "blob",
          "name",
          "title",
          "description",
          "annotations",
          "audience",
          "priority",
          "contents",
          "messages",
          "role",
          "_meta");

  private final Tokens in;
  private final Predicate<String> keepsName;
  private final Predicate<String> shows;
  private final StringBuilder out = new StringBuilder(256);
  private int beyondAscii;

  private MaskedView(Tokens in, Predicate<String> keepsName, Predicate<String> shows) {
    this.in = in;
    this.keepsName = keepsName;
    this.shows = shows;
  }

  /**
   * @param utf8 the same in bytes
   * @param shows whether the value of a top-level argument may be shown
   */
  static String ofArguments(String json, byte[] utf8, Predicate<String> shows) {
    return of(json, utf8, MaskedView::readsLikeName, shows);
  }

  /**
   * @param utf8 the same in bytes
   */
  static String ofResult(String json, byte[] utf8) {
    return of(json, utf8, RESULT_NAMES::contains, name -> false);
  }

  private static String of(
      String json, byte[] utf8, Predicate<String> keepsName, Predicate<String> shows) {
    if (json.isEmpty()) {
      return "";
    }
    try {
      return of(json, new Tokens.Plain(JsonCursor.over(utf8)), keepsName, shows);
    } catch (JsonCursor.NotPlain notPlain) {
      return general(json, keepsName, shows);
    }
  }

  /** As {@link #of}, by the general parser, whose word counts. */
  static String general(String json, Predicate<String> keepsName, Predicate<String> shows) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return of(json, new Tokens.General(parser), keepsName, shows);
    } catch (JacksonException notJson) {
      return noJson(json);
    }
  }

  private static String of(
      String json, Tokens in, Predicate<String> keepsName, Predicate<String> shows) {
    MaskedView view = new MaskedView(in, keepsName, shows);
    JsonToken first = in.next();
    if (first == null) {
      return noJson(json);
    }
    view.value(first, 0, false);
    return in.next() == null ? view.out.toString() : noJson(json);
  }

  private static String noJson(String text) {
    return "\"" + MARK + text.length() + " chars, no JSON\"";
  }

  private void value(@Nullable JsonToken token, int depth, boolean shown) {
    switch (token) {
      case null -> throw new IllegalStateException("json: got its end (expected: a value)");
      case START_OBJECT -> object(depth, shown);
      case START_ARRAY -> array(depth, shown);
      case VALUE_STRING -> text(shown);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(shown);
      case VALUE_TRUE, VALUE_FALSE -> out.append(shown ? token.asString() : quoted("flag"));
      case VALUE_NULL -> out.append("null");
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("json token: got " + token + " (expected: a value)");
    }
  }

  private void object(int depth, boolean shown) {
    if (depth >= DEEPEST || full()) {
      in.skipChildren();
      out.append(quoted("object"));
      return;
    }
    out.append('{');
    int members = 0;
    int cut = 0;
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      JsonToken token = in.next();
      if (full()) {
        in.skipChildren();
        cut++;
        continue;
      }
      out.append(members == 0 ? "" : ",");
      members++;
      out.append(keepsName.test(name) ? "\"" + name + "\"" : quoted("name " + members)).append(':');
      value(token, depth + 1, shown || (depth == 0 && shows.test(name)));
    }
    if (cut > 0) {
      out.append(members == 0 ? "" : ",").append(quoted("cut")).append(':');
      out.append(quoted(cut + " more"));
    }
    out.append('}');
  }

  private void array(int depth, boolean shown) {
    if (depth >= DEEPEST || full()) {
      in.skipChildren();
      out.append(quoted("list"));
      return;
    }
    out.append('[');
    int items = 0;
    int cut = 0;
    for (JsonToken token = in.next(); token != JsonToken.END_ARRAY; token = in.next()) {
      if (full()) {
        in.skipChildren();
        cut++;
        continue;
      }
      out.append(items == 0 ? "" : ",");
      items++;
      value(token, depth + 1, shown);
    }
    if (cut > 0) {
      out.append(items == 0 ? "" : ",").append(quoted(cut + " more"));
    }
    out.append(']');
  }

  private void text(boolean shown) {
    int length = in.textLength();
    String text = shown && length <= LONGEST_SHOWN ? in.text() : null;
    if (text == null || SecretScan.findsPersonal(text)) {
      out.append(quoted(length + " chars"));
    } else {
      beyondAscii += (int) text.chars().filter(c -> c >= 0x80).count();
      out.append('"').append(JsonStringEncoder.getInstance().quoteAsCharArray(text)).append('"');
    }
  }

  private void number(boolean shown) {
    String digits = shown ? in.text() : "";
    out.append(
        shown && digits.length() <= LONGEST_NAME && !SecretScan.findsPersonal(digits)
            ? digits
            : quoted("number"));
  }

  private boolean full() {
    return out.length() + 2 * beyondAscii > LARGEST;
  }

  private String quoted(String what) {
    beyondAscii++;
    return "\"" + MARK + what + "\"";
  }

  /** Letters, digits, {@code _ - . $}, beginning with a letter or underscore, few digits. */
  static boolean readsLikeName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    int digits = 0;
    boolean word = name.length() <= LONGEST_WORD;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && (i == 0 || !(digit || c == '-' || c == '.' || c == '$'))) {
        return false;
      }
      digits += digit ? 1 : 0;
      word &= letter && c >= '_';
    }
    return word || (digits <= 3 && !SecretScan.findsAnything(name));
  }
}
