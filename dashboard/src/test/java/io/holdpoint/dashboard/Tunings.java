// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The workshop's door for tunings, as the server has it: nothing is wrong with any text. */
final class Tunings {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SHA = "7e".repeat(32);

  /** What was saved, by rule. */
  final Map<String, String> saved = new ConcurrentHashMap<>();

  List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(
            Method.GET,
            "/rules/schema",
            Right.LOOK,
            request -> new Answer(200, "{\"events\":[],\"columns\":[],\"keys\":[]}")),
        new OperatorRoute(
            Method.POST,
            "/rules/lint",
            Right.TRY,
            request -> new Answer(200, "{\"rules\":[],\"problems\":[]}")),
        new OperatorRoute(Method.GET, "/rules/{id}/tuning", Right.LOOK, this::source),
        new OperatorRoute(Method.POST, "/rules/{id}/tuning", Right.RULES, this::save));
  }

  private Answer source(Request request) {
    String id = request.path().getOrDefault("id", "");
    String text = saved.get(id);
    ObjectNode body = JSON.createObjectNode();
    body.put("id", id).put("origin", text == null ? "new" : "own");
    body.put("file", id + ".tuning.yaml").put("sha256", text == null ? "" : SHA);
    body.put(
        "text", text == null ? "apiVersion: holdpoint/v1\nkind: Tuning\nrule: " + id + "\n" : text);
    body.put("writable", true).put("refusal", "").putArray("problems");
    body.putObject("inForce").put("version", 3).put("mode", "enforce");
    return new Answer(200, body.toString());
  }

  private Answer save(Request request) {
    JsonNode body = JSON.readTree(request.body());
    String id = request.path().getOrDefault("id", "");
    saved.put(id, body.path("text").asString());
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", id).put("version", 3).put("mode", "enforce").put("sha256", SHA);
    return new Answer(200, answer.put("inForce", true).toString());
  }
}
