// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Detections as JSON; they are rare, so a tree will do. */
final class DetectionJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DetectionJson() {}

  static byte[] write(Detection detection) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", detection.id());
    json.put("rule", detection.rule().id());
    json.put("version", detection.rule().version());
    json.put("kind", detection.kind().name());
    json.put("severity", detection.severity().name());
    json.put("session", detection.session().value());
    json.putArray("chain")
        .addAll(detection.chain().stream().map(id -> json.stringNode(id.toString())).toList());
    json.put("score", detection.score());
    json.put("action", detection.action().name());
    json.put("mode", detection.mode().name());
    json.put("text", detection.text());
    return MAPPER.writeValueAsBytes(json);
  }

  static Detection read(byte[] bytes, long at) {
    JsonNode json = MAPPER.readTree(bytes);
    return new Detection(
        json.required("id").asString(),
        new RuleRef(json.required("rule").asString(), json.required("version").asInt()),
        DetectionKind.valueOf(json.required("kind").asString()),
        Severity.valueOf(json.required("severity").asString()),
        new SessionId(json.required("session").asString()),
        json.required("chain").valueStream().map(id -> StepId.parse(id.asString())).toList(),
        json.required("score").asInt(),
        Action.valueOf(json.required("action").asString()),
        Mode.valueOf(json.required("mode").asString()),
        json.required("text").asString(),
        Instants.ofNanos(at));
  }
}
