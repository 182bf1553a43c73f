// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import io.holdpoint.model.json.Hashes;
import io.holdpoint.server.eval.trace.Truth.Label;
import io.holdpoint.server.eval.trace.Truth.Whose;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one line of a trace file; its README tells the schema. */
final class TraceReader {

  private static final int KEY_DIGITS = 32;

  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * Reads a session.
   *
   * @throws tools.jackson.core.JacksonException if the line is no JSON
   * @throws IllegalArgumentException if it is no session
   */
  LabelledRecording read(String line) {
    JsonNode root = json.readTree(line);
    String session = text(root, "session");
    if (session.isEmpty() || !root.path("steps").isArray()) {
      throw new IllegalArgumentException(
          "session: got "
              + (session.isEmpty() ? "no name" : "no steps")
              + " (expected: one JSON object per line with \"session\" and \"steps\")");
    }
    String upstream = upstream(root);
    StepReader steps = new StepReader(json, upstream);
    root.path("steps").forEach(steps::add);
    return new LabelledRecording(
        new Recording(Hashes.sha256Hex(KEY_DIGITS, session), steps.steps()), truth(root, session));
  }

  /** A deployment names its servers after what they do, as data sets name their groups. */
  private static String upstream(JsonNode root) {
    String group = text(root, "group").isEmpty() ? text(root, "dataset") : text(root, "group");
    return group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static Truth truth(JsonNode root, String session) {
    JsonNode label = root.path("label");
    Map<Integer, Whose> whose = new HashMap<>();
    label
        .path("step_truth")
        .properties()
        .forEach(
            e ->
                whose.put(
                    Integer.valueOf(e.getKey()),
                    Whose.valueOf(e.getValue().asString().toUpperCase(Locale.ROOT))));
    return new Truth(
        session,
        orElse(text(root, "dataset"), "unnamed"),
        orElse(text(root, "group"), "all"),
        text(root, "task"),
        text(root, "attack_task"),
        text(root, "agent"),
        text(root, "attack"),
        label(text(label, "session")),
        text(label, "kind"),
        flag(label, "by_tool_call"),
        flag(label, "attempted"),
        number(label, "seen_step").isPresent(),
        flag(label, "utility"),
        text(label, "ended").equals("final_answer"),
        number(label, "first_bad_step"),
        number(label, "harm_step"),
        number(label, "loop_step"),
        number(label, "root_step"),
        whose);
  }

  private static Label label(String word) {
    for (Label label : Label.values()) {
      if (label.name().equalsIgnoreCase(word)) {
        return label;
      }
    }
    return Label.UNKNOWN;
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String text(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isString() ? member.asString() : "";
  }

  private static boolean flag(JsonNode node, String name) {
    return node.path(name).isBoolean() && node.path(name).booleanValue();
  }

  private static OptionalInt number(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isIntegralNumber() ? OptionalInt.of(member.intValue()) : OptionalInt.empty();
  }
}
