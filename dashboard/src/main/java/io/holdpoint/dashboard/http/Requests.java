// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.view.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what callers send, with a precise complaint for everything that is wrong. */
final class Requests {

  static final int MAX_JSON_BYTES = 64 * 1024;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

  private Requests() {}

  /** A whole number from the query, or {@code fallback} if it is absent. */
  static int number(Context ctx, String name, int fallback, int min, int max) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of range.
    }
    throw ApiException.invalid(
        "query.invalid", name + ": got \"" + text + "\" (expected: " + min + " to " + max + ")");
  }

  /** The body as a JSON object with no members besides {@code known}. */
  static JsonNode object(Context ctx, Set<String> known) {
    String type = ctx.contentType();
    if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
      throw new ApiException(
          415, "body.type", "content type: got " + quoted(type) + " (expected: application/json)");
    }
    JsonNode json = parse(bytes(ctx, MAX_JSON_BYTES));
    if (!json.isObject()) {
      throw ApiException.invalid("body.malformed", "body: got no object (expected: a JSON object)");
    }
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw ApiException.invalid(
            "body.unknown-member",
            name + ": unknown member (expected: one of " + new TreeSet<>(known) + ")");
      }
    }
    return json;
  }

  /** A text of the body that must be there and not blank. */
  static String text(JsonNode json, String name, String code, int maxLength) {
    JsonNode node = json.path(name);
    String text = node.isString() ? node.stringValue().strip() : "";
    if (text.isEmpty() || text.length() > maxLength) {
      throw ApiException.invalid(
          code,
          name
              + ": got "
              + (text.isEmpty() ? "nothing" : text.length() + " characters")
              + " (expected: 1 to "
              + maxLength
              + " characters)");
    }
    return text;
  }

  /** A time such as {@code 10m}. */
  static Duration duration(String text, String code) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw ApiException.invalid(
          code, "for: got \"" + text + "\" (expected: a number and s, m or h)");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /** The body, refused if it is longer than {@code max}. */
  static byte[] bytes(Context ctx, int max) {
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] bytes = in.readNBytes(max + 1);
      if (bytes.length > max) {
        throw new ApiException(
            413, "body.too-large", "body: got more bytes (expected: at most " + max + ")");
      }
      return bytes;
    } catch (IOException e) {
      throw ApiException.invalid("body.unreadable", "body: got a cut stream (expected: all of it)");
    }
  }

  static String quoted(@Nullable String text) {
    return text == null ? "nothing" : "\"" + text + "\"";
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      throw ApiException.invalid(
          "body.malformed", "body: got malformed JSON (expected: a JSON object)");
    }
  }
}
