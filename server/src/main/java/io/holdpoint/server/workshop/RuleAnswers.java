// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.Problem;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the workshop. */
final class RuleAnswers {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private RuleAnswers() {}

  static Answer ok(ObjectNode body) {
    return new Answer(200, body.toString());
  }

  static ObjectNode body(String code, String message) {
    return JSON.createObjectNode().put("code", code).put("message", message);
  }

  static Answer error(int status, String code, String message) {
    return new Answer(status, body(code, message).toString());
  }

  static Answer invalid(IllegalArgumentException e) {
    return error(422, "rule.invalid", String.valueOf(e.getMessage()));
  }

  static Answer unknown(String id) {
    return error(
        404,
        "rule.unknown",
        "rule: got \""
            + (RuleShelf.isId(id) ? id : "no id")
            + "\" (expected: one of GET /rules, or a new id with ?form=)");
  }

  static Answer busy(RuleBench.BusyException e) {
    return error(
        e.isLate() ? 422 : 429,
        e.isLate() ? "rule.too-slow" : "workshop.busy",
        String.valueOf(e.getMessage()));
  }

  static Answer unsound(String code, String message, List<Problem> problems) {
    ObjectNode body = body(code, message);
    body.set("problems", RuleJson.problems(problems));
    return new Answer(422, body.toString());
  }

  static Answer unsound(RuleSet.Checked checked) {
    int count = checked.problems().size();
    return unsound(
        "rule.unsound",
        "text: got " + count + " problem" + (count == 1 ? "" : "s") + " (expected: a sound rule)",
        checked.problems());
  }
}
