// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.SpanView;
import io.holdpoint.collector.source.Trust;
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
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Spans of our own gateway: each attribute of {@link Attributes} is a fact. A span that only says
 * that its session is over becomes a step without a name.
 */
final class GatewayDialect {

  /** What a step's source may not begin with: so begin the steps of telemetry. */
  private static final String OF_TELEMETRY = Steps.SOURCE_PREFIX;

  private static final Pattern PRINT = Pattern.compile("[0-9a-f]{12}");
  private static final int MOST_PRINTS = 64;

  private static final byte[] REASON = Attributes.EVENT_REASON.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DETECTION =
      Attributes.EVENT_DETECTION.getBytes(StandardCharsets.US_ASCII);

  static final List<String> KEYS =
      List.of(
          Attributes.ERROR_TYPE,
          Attributes.SERVICE_NAME,
          Attributes.SESSION_ID,
          Attributes.SERVER_ADDRESS,
          Attributes.GEN_AI_AGENT_NAME,
          Attributes.GEN_AI_AGENT_VERSION,
          Attributes.GEN_AI_CONVERSATION_ID,
          Attributes.GEN_AI_OPERATION_NAME,
          Attributes.GEN_AI_REQUEST_MODEL,
          Attributes.GEN_AI_TOOL_NAME,
          Attributes.GEN_AI_TOOL_CALL_ID,
          Attributes.GEN_AI_PROMPT_NAME,
          Attributes.MCP_METHOD_NAME,
          Attributes.MCP_RESOURCE_URI,
          Attributes.SOURCE,
          Attributes.TENANT,
          Attributes.ENVIRONMENT,
          Attributes.PRINCIPAL,
          Attributes.PRINCIPAL_KIND,
          Attributes.SESSION,
          Attributes.SESSION_ROOT,
          Attributes.SESSION_FLOOR,
          Attributes.SESSION_TASK,
          Attributes.SESSION_KEY_SOURCE,
          Attributes.SESSION_STARTED_AT,
          Attributes.SESSION_RISK,
          Attributes.SESSION_ENDED,
          Attributes.STEP_KIND,
          Attributes.UPSTREAM,
          Attributes.EFFECTS,
          Attributes.LABELS,
          Attributes.ARGUMENTS_DIGEST,
          Attributes.ARGUMENTS_SIZE,
          Attributes.ARGUMENTS_MASKED,
          Attributes.ARGUMENTS_VALUES,
          Attributes.RESULT_DIGEST,
          Attributes.RESULT_SIZE,
          Attributes.RESULT_MASKED,
          Attributes.RESULT_VALUES,
          Attributes.VERDICT,
          Attributes.OUTCOME,
          Attributes.REASON_CODE,
          Attributes.REASON_TEXT,
          Attributes.REASON_EVIDENCE,
          Attributes.DETECTION_ID,
          Attributes.DETECTION_KIND,
          Attributes.DETECTION_SEVERITY,
          Attributes.DETECTION_CHAIN,
          Attributes.DETECTION_SCORE,
          Attributes.DETECTION_ACTION,
          Attributes.DETECTION_MODE,
          Attributes.DETECTION_TEXT,
          Attributes.RULE_ID,
          Attributes.RULE_VERSION);

  private final RepeatedValues<Set<Effect>> effects = new RepeatedValues<>();
  private final RepeatedValues<Set<DataLabel>> labels = new RepeatedValues<>();

  /** What the span means, or {@link Reading.Unknown} if it is none of a gateway's. */
  Reading read(SpanTelling telling) {
    if (telling.source().trust() != Trust.GATEWAY
        || !telling.attributes().has(Attributes.SESSION)) {
      return new Reading.Unknown();
    }
    try {
      return told(telling);
    } catch (IllegalArgumentException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Reading told(SpanTelling telling) {
    SpanAttributes attributes = telling.attributes();
    StepId id = new StepId(source(telling), telling.traceId(), telling.spanId());
    SessionFacts session = session(telling);
    List<Reason> reasons = new ArrayList<>();
    List<DetectionRow> detections = new ArrayList<>();
    for (int i = 0; i < telling.span().eventCount(); i++) {
      SpanView.Event event = telling.span().event(i);
      SpanAttributes facts = telling.facts(event);
      if (event.isNamed(REASON)) {
        reasons.add(GatewayEvents.reason(facts));
      } else if (event.isNamed(DETECTION)) {
        Instant at = telling.at(event.timeUnixNano());
        detections.add(
            new DetectionRow(
                session.tenant(), GatewayEvents.detection(facts, session.id(), id, at)));
      }
    }
    StepRow row =
        new StepRow(
            id,
            telling.parentSpanId(),
            session,
            kind(attributes),
            attributes.text(Attributes.UPSTREAM),
            name(telling),
            telling.startedAt(),
            telling.durationNanos(),
            attributes.text(Attributes.VERDICT),
            attributes.text(Attributes.OUTCOME),
            attributes.meaning(
                Attributes.EFFECTS, effects, words -> Names.known(Effect.class, words)),
            attributes.meaning(
                Attributes.LABELS, labels, words -> Names.known(DataLabel.class, words)),
            reasons,
            payload(
                attributes,
                Attributes.ARGUMENTS_DIGEST,
                Attributes.ARGUMENTS_SIZE,
                Attributes.ARGUMENTS_MASKED,
                Attributes.ARGUMENTS_VALUES),
            payload(
                attributes,
                Attributes.RESULT_DIGEST,
                Attributes.RESULT_SIZE,
                Attributes.RESULT_MASKED,
                Attributes.RESULT_VALUES),
            EvidenceGrade.G0,
            detail(attributes));
    return new Reading.Told(row, detections);
  }

  private static StepDetail detail(SpanAttributes attributes) {
    return attributes.has(Attributes.GEN_AI_TOOL_CALL_ID)
        ? new StepDetail(
            "", attributes.rareText(Attributes.GEN_AI_TOOL_CALL_ID), "", "", "", 0, 0, 0, 0, 0, 0)
        : StepDetail.NONE;
  }

  private static String source(SpanTelling telling) {
    String source = telling.text(Attributes.SOURCE);
    if (source.isEmpty() || source.startsWith(OF_TELEMETRY)) {
      throw new IllegalArgumentException(
          Attributes.SOURCE
              + ": got \""
              + source
              + "\" (expected: a gateway's name, not beginning with "
              + OF_TELEMETRY
              + ")");
    }
    return source;
  }

  private static SessionFacts session(SpanTelling telling) {
    SpanAttributes attributes = telling.attributes();
    SessionId id = new SessionId(attributes.text(Attributes.SESSION));
    String root = attributes.text(Attributes.SESSION_ROOT);
    String tenant = telling.text(Attributes.TENANT);
    String floor = attributes.text(Attributes.SESSION_FLOOR);
    String kind = attributes.text(Attributes.PRINCIPAL_KIND);
    long startedAt = attributes.number(Attributes.SESSION_STARTED_AT, 0);
    return new SessionFacts(
        id,
        root.isEmpty() ? id : new SessionId(root),
        tenant.isEmpty() ? "default" : tenant,
        telling.text(Attributes.ENVIRONMENT),
        floor.isEmpty() ? null : new FloorId(floor),
        kind.isEmpty()
            ? null
            : Names.required(PrincipalKind.class, Attributes.PRINCIPAL_KIND, kind),
        attributes.text(Attributes.PRINCIPAL),
        attributes.text(Attributes.GEN_AI_AGENT_NAME),
        attributes.text(Attributes.GEN_AI_AGENT_VERSION),
        attributes.text(Attributes.SESSION_TASK),
        attributes.text(Attributes.SESSION_KEY_SOURCE),
        startedAt <= 0 ? telling.startedAt() : Instant.ofEpochMilli(startedAt),
        Math.clamp(attributes.number(Attributes.SESSION_RISK, 0), 0, 100),
        attributes.flag(Attributes.SESSION_ENDED));
  }

  /** A span without a kind that ends a session tells of its session only. */
  private static StepKind kind(SpanAttributes attributes) {
    String kind = attributes.text(Attributes.STEP_KIND);
    return kind.isEmpty() && attributes.flag(Attributes.SESSION_ENDED)
        ? StepKind.SESSION_END
        : Names.required(StepKind.class, Attributes.STEP_KIND, kind);
  }

  private static String name(SpanTelling telling) {
    SpanAttributes attributes = telling.attributes();
    if (!attributes.has(Attributes.STEP_KIND)) {
      return "";
    }
    String name =
        attributes.firstText(
            Attributes.GEN_AI_TOOL_NAME,
            Attributes.MCP_RESOURCE_URI,
            Attributes.GEN_AI_PROMPT_NAME,
            Attributes.MCP_METHOD_NAME);
    return name.isEmpty() ? telling.span().name() : name;
  }

  private static List<String> prints(SpanAttributes attributes, String values) {
    return attributes.has(values)
        ? attributes.texts(values).stream()
            .filter(print -> PRINT.matcher(print).matches())
            .limit(MOST_PRINTS)
            .toList()
        : List.of();
  }

  private static Payload payload(
      SpanAttributes attributes, String digest, String size, String masked, String values) {
    String view = attributes.text(masked);
    Payload payload =
        new Payload(
            new Digest(attributes.rareText(digest)),
            Math.clamp(attributes.number(size, 0), 0, Integer.MAX_VALUE),
            view,
            prints(attributes, values));
    return payload.equals(Payload.NONE) ? Payload.NONE : payload;
  }
}
