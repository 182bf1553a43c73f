// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is known of a step on its span. Only masked views, digests and sizes of payloads are
 * ever taken; the value of a session key is not, since it can be a handle.
 */
final class SpanFacts {

  private static final String EXECUTE_TOOL = "execute_tool";
  private static final Words<KeySource> KEY_SOURCES = new Words<>(KeySource.class);
  private static final Words<PrincipalKind> PRINCIPAL_KINDS = new Words<>(PrincipalKind.class);
  private static final Words<StepKind> STEP_KINDS = new Words<>(StepKind.class);
  private static final Words<Effect> EFFECTS = new Words<>(Effect.class);
  private static final Words<DataLabel> LABELS = new Words<>(DataLabel.class);
  private static final io.opentelemetry.api.common.Attributes NO_OBJECTION =
      reason(Reason.NO_OBJECTION);

  private SpanFacts() {}

  static void session(Span span, Session session, int risk) {
    span.setAttribute(Keys.SESSION, session.id().value());
    span.setAttribute(Keys.SESSION_ROOT, session.root().value());
    span.setAttribute(Keys.SESSION_FLOOR, session.floor().value());
    span.setAttribute(Keys.KEY_SOURCE, KEY_SOURCES.of(session.key().source()));
    span.setAttribute(Keys.STARTED_AT, session.startedAt().toEpochMilli());
    span.setAttribute(Keys.RISK, risk);
    span.setAttribute(Keys.TENANT, session.identity().tenant());
    span.setAttribute(Keys.PRINCIPAL, session.identity().subject());
    span.setAttribute(Keys.PRINCIPAL_KIND, PRINCIPAL_KINDS.of(session.kind()));
    text(span, Keys.ENVIRONMENT, session.environment());
    text(span, Keys.SESSION_TASK, session.task());
    text(span, Keys.AGENT_NAME, session.agent().name());
    text(span, Keys.AGENT_VERSION, session.agent().version());
  }

  /** The name of the MCP conventions: the method, and the tool of a tool call. */
  static String name(StepReport report) {
    String method = report.wire().method();
    return isToolCall(report.attempt()) ? method + " " + report.attempt().tool().name() : method;
  }

  static void wire(Span span, WireFacts wire) {
    text(span, Keys.METHOD, wire.method());
    text(span, Keys.REQUEST_ID, wire.requestId());
    text(span, Keys.PROTOCOL_VERSION, wire.protocolVersion());
    text(span, Keys.MCP_SESSION, wire.mcpSessionId());
    text(span, Keys.SERVER_ADDRESS, wire.serverAddress());
    if (wire.serverPort() > 0) {
      span.setAttribute(Keys.SERVER_PORT, wire.serverPort());
    }
  }

  static void step(Span span, StepReport report) {
    Step.Attempted attempt = report.attempt();
    if (isToolCall(attempt)) {
      span.setAttribute(Keys.OPERATION, EXECUTE_TOOL);
      span.setAttribute(Keys.TOOL_NAME, attempt.tool().name());
    }
    span.setAttribute(Keys.STEP_KIND, STEP_KINDS.of(attempt.kind()));
    span.setAttribute(Keys.UPSTREAM, attempt.tool().upstream());
    text(span, Keys.TOOL_DIGEST, attempt.tool().digest());
    span.setAttribute(Keys.EFFECTS, EFFECTS.of(attempt.tool().effects()));
    span.setAttribute(Keys.LABELS, LABELS.of(report.labels()));
    text(span, Keys.ARGUMENTS_DIGEST, attempt.arguments().digest().value());
    span.setAttribute(Keys.ARGUMENTS_SIZE, attempt.arguments().sizeBytes());
    text(span, Keys.ARGUMENTS_MASKED, attempt.arguments().masked());
    text(span, Keys.RESULT_DIGEST, report.result().digest().value());
    span.setAttribute(Keys.RESULT_SIZE, report.result().sizeBytes());
    text(span, Keys.RESULT_MASKED, report.result().masked());
    span.setAttribute(Keys.VERDICT, report.decision().verdict().word());
  }

  static void outcome(Span span, Outcome outcome) {
    span.setAttribute(Keys.OUTCOME, outcome.word());
    String error = errorType(outcome);
    if (error != null) {
      span.setAttribute(Keys.ERROR_TYPE, error);
      span.setStatus(StatusCode.ERROR);
    }
  }

  static void events(Span span, StepReport report, Instant at) {
    for (Reason reason : report.decision().reasons()) {
      span.addEvent(
          Attributes.EVENT_REASON,
          reason.equals(Reason.NO_OBJECTION) ? NO_OBJECTION : reason(reason),
          at);
    }
    for (Detection detection : report.detections()) {
      span.addEvent(Attributes.EVENT_DETECTION, detection(detection), detection.at());
    }
  }

  private static io.opentelemetry.api.common.Attributes reason(Reason reason) {
    AttributesBuilder facts = io.opentelemetry.api.common.Attributes.builder();
    facts.put(Keys.REASON_CODE, reason.code());
    facts.put(Keys.REASON_TEXT, reason.text());
    if (!reason.evidence().isEmpty()) {
      facts.put(Keys.REASON_EVIDENCE, texts(reason.evidence()));
    }
    if (reason.rule() != null) {
      facts.put(Keys.RULE_ID, reason.rule().id());
      facts.put(Keys.RULE_VERSION, (long) reason.rule().version());
    }
    return facts.build();
  }

  private static io.opentelemetry.api.common.Attributes detection(Detection detection) {
    return io.opentelemetry.api.common.Attributes.builder()
        .put(Keys.DETECTION_ID, detection.id())
        .put(Keys.DETECTION_KIND, detection.kind().word())
        .put(Keys.DETECTION_SEVERITY, detection.severity().word())
        .put(Keys.DETECTION_CHAIN, texts(detection.chain()))
        .put(Keys.DETECTION_SCORE, (long) detection.score())
        .put(Keys.DETECTION_ACTION, detection.action().word())
        .put(Keys.DETECTION_MODE, detection.mode().word())
        .put(Keys.DETECTION_TEXT, detection.text())
        .put(Keys.RULE_ID, detection.rule().id())
        .put(Keys.RULE_VERSION, (long) detection.rule().version())
        .build();
  }

  /** What the conventions call an error of this kind, or null if the step is none. */
  private static @Nullable String errorType(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded s -> null;
      case Outcome.ToolError e -> "tool_error";
      case Outcome.ProtocolError e -> Integer.toString(e.code());
      case Outcome.Refused r -> "denied";
      case Outcome.TimedOut t -> "timeout";
      case Outcome.Unknown u -> "unknown";
    };
  }

  private static boolean isToolCall(Step.Attempted attempt) {
    return attempt.kind() == StepKind.TOOL_CALL;
  }

  private static void text(Span span, AttributeKey<String> key, String value) {
    if (!value.isEmpty()) {
      span.setAttribute(key, value);
    }
  }

  private static List<String> texts(List<?> values) {
    List<String> texts = new ArrayList<>(values.size());
    for (Object value : values) {
      texts.add(value.toString());
    }
    return texts;
  }

  /** The constants of a type as words of attributes, made once. */
  private static final class Words<E extends Enum<E>> {
    private final Map<E, String> words;

    Words(Class<E> type) {
      words = new EnumMap<>(type);
      for (E value : type.getEnumConstants()) {
        words.put(value, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }

    String of(E value) {
      return requireNonNull(words.get(value));
    }

    /** In the order of the type. */
    List<String> of(Set<E> values) {
      if (values.isEmpty()) {
        return List.of();
      }
      if (values.size() == 1) {
        return List.of(of(values.iterator().next()));
      }
      return EnumSet.copyOf(values).stream().map(this::of).toList();
    }
  }
}
