// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Session facts as JSON, and steps as the first version of the tables had them. Facts are written
 * token by token, because they change with the risk of a session; all is read as a tree, because
 * people read a page at a time.
 */
final class StepJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private StepJson() {}

  static byte[] write(SessionFacts facts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      facts(json, facts);
    }
    return out.toByteArray();
  }

  static StepRow readStep(byte[] bytes, long startedAt) {
    JsonNode json = MAPPER.readTree(bytes);
    return new StepRow(
        StepId.parse(json.required("id").asString()),
        text(json, "parent"),
        facts(json.required("session")),
        StepKind.valueOf(json.required("kind").asString()),
        text(json, "upstream"),
        text(json, "name"),
        Instants.ofNanos(startedAt),
        json.required("nanos").asLong(),
        text(json, "verdict"),
        text(json, "outcome"),
        Words.parse(Effect.class, text(json, "effects")),
        Words.parse(DataLabel.class, text(json, "labels")),
        json.path("reasons").valueStream().map(StepJson::reason).toList(),
        payload(json.path("arguments")),
        payload(json.path("result")),
        EvidenceGrade.valueOf(json.required("grade").asString()));
  }

  static SessionFacts readFacts(byte[] bytes) {
    return facts(MAPPER.readTree(bytes));
  }

  private static void facts(JsonGenerator json, SessionFacts facts) {
    json.writeStartObject();
    json.writeStringProperty("id", facts.id().value());
    if (!facts.root().equals(facts.id())) {
      json.writeStringProperty("root", facts.root().value());
    }
    json.writeStringProperty("tenant", facts.tenant());
    text(json, "environment", facts.environment());
    FloorId floor = facts.floor();
    text(json, "floor", floor == null ? "" : floor.value());
    PrincipalKind kind = facts.kind();
    text(json, "principal-kind", kind == null ? "" : kind.name());
    text(json, "principal", facts.principal());
    text(json, "agent", facts.agentName());
    text(json, "agent-version", facts.agentVersion());
    text(json, "task", facts.task());
    text(json, "key-source", facts.keySource());
    json.writeNumberProperty("started", Instants.toNanos(facts.startedAt()));
    json.writeNumberProperty("risk", facts.risk());
    if (facts.ended()) {
      json.writeBooleanProperty("ended", true);
    }
    json.writeEndObject();
  }

  private static SessionFacts facts(JsonNode json) {
    String id = json.required("id").asString();
    String floor = text(json, "floor");
    String kind = text(json, "principal-kind");
    return new SessionFacts(
        new SessionId(id),
        new SessionId(json.path("root").asString(id)),
        json.required("tenant").asString(),
        text(json, "environment"),
        floor.isEmpty() ? null : new FloorId(floor),
        kind.isEmpty() ? null : PrincipalKind.valueOf(kind),
        text(json, "principal"),
        text(json, "agent"),
        text(json, "agent-version"),
        text(json, "task"),
        text(json, "key-source"),
        Instants.ofNanos(json.required("started").asLong()),
        json.required("risk").asInt(),
        json.path("ended").asBoolean(false));
  }

  private static Reason reason(JsonNode json) {
    @Nullable RuleRef rule =
        json.has("rule")
            ? new RuleRef(json.required("rule").asString(), json.required("version").asInt())
            : null;
    return new Reason(
        json.required("code").asString(),
        rule,
        json.required("text").asString(),
        json.path("evidence").valueStream().map(id -> StepId.parse(id.asString())).toList());
  }

  private static Payload payload(JsonNode json) {
    return json.isMissingNode()
        ? Payload.NONE
        : new Payload(
            new Digest(text(json, "digest")), json.required("size").asInt(), text(json, "masked"));
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }
}
