// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import io.holdpoint.dashboard.OperatorRoute.Request;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what callers send; whatever is wrong with it is an IllegalArgumentException. */
record RuleRequest(JsonNode body) {
  static final int LARGEST = 256 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.yaml");
  private static final Pattern BASE = Pattern.compile("|[0-9a-f]{64}");
  private static final int LONGEST_REASON = 500;

  static RuleRequest of(Request request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      if (body.isObject()) {
        return new RuleRequest(body);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("body: got malformed JSON (expected: an object)", e);
    }
    throw new IllegalArgumentException("body: got no object (expected: an object)");
  }

  /** A name for messages; no file is ever made by it. */
  String name() {
    String name = body.path("name").asString("rule.yaml");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: got something else (expected: letters, digits, dots, and .yaml at the end)");
    }
    return name;
  }

  String text() {
    String text = body.path("text").asString("");
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isBlank() || bytes > LARGEST) {
      throw new IllegalArgumentException(
          "text: got " + bytes + " bytes (expected: a rule of at most " + LARGEST + ")");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("text: got half a character (expected: whole ones)");
    }
    return text;
  }

  /** SHA-256 of what the author began with, empty for a new rule. */
  String base() {
    String base = body.path("base").asString("");
    if (!BASE.matcher(base).matches()) {
      throw new IllegalArgumentException(
          "base: got something else (expected: SHA-256 of the file, or nothing for a new rule)");
    }
    return base;
  }

  String reason() {
    String reason = body.path("reason").asString("").strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason: got " + reason.length() + " characters (expected: 1 to " + LONGEST_REASON + ")");
    }
    return reason;
  }

  String since() {
    return body.path("since").asString("7d");
  }
}
