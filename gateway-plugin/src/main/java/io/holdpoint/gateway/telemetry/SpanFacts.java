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

  static final String SESSION_ENDED = "session ended";

  private static final String EXECUTE_TOOL = "execute_tool";
  private static final Words<KeySource> KEY_SOURCES = new Words<>(KeySource.class);
  private static final Words<PrincipalKind> PRINCIPAL_KINDS = new Words<>(PrincipalKind.class);
  private static final Words<StepKind> STEP_KINDS = new Words<>(StepKind.class);
  private static final Words<Effect> EFFECTS = new Words<>(Effect.class);
  private static final Words<DataLabel> LABELS = new Words<>(DataLabel.class);

  private SpanFacts() {}

  /** What stays the same for as long as the session lives. */
  static void session(Facts span, Session session) {
    span.text(Keys.SESSION, session.id().value());
    span.text(Keys.SESSION_ROOT, session.root().value());
    span.text(Keys.SESSION_FLOOR, session.floor().value());
    span.text(Keys.KEY_SOURCE, KEY_SOURCES.of(session.key().source()));
    span.number(Keys.STARTED_AT, session.startedAt().toEpochMilli());
    span.text(Keys.TENANT, session.identity().tenant());
    span.text(Keys.PRINCIPAL, session.identity().subject());
    span.text(Keys.PRINCIPAL_KIND, PRINCIPAL_KINDS.of(session.kind()));
    text(span, Keys.ENVIRONMENT, session.environment());
    text(span, Keys.SESSION_TASK, session.task());
    text(span, Keys.AGENT_NAME, session.agent().name());
    text(span, Keys.AGENT_VERSION, session.agent().version());
  }

  /** All of a step but its session, the events last. */
  static void step(Facts.OfSpan span, StepReport report, Instant at) {
    span.number(Keys.RISK, report.risk());
    wire(span, report.wire());
    step(span, report);
    outcome(span, report.outcome());
    events(span, report, at);
  }

  static void ended(Facts.OfSpan span, Session session, int risk) {
    session(span, session);
    span.number(Keys.RISK, risk);
    span.flag(Keys.ENDED, true);
  }

  /** The name of the MCP conventions: the method, and the tool of a tool call. */
  static String name(StepReport report) {
    String method = report.wire().method();
    return isToolCall(report.attempt()) ? method + " " + report.attempt().tool().name() : method;
  }

  private static void wire(Facts span, WireFacts wire) {
    text(span, Keys.METHOD, wire.method());
    text(span, Keys.REQUEST_ID, wire.requestId());
    text(span, Keys.PROTOCOL_VERSION, wire.protocolVersion());
    text(span, Keys.MCP_SESSION, wire.mcpSessionId());
    text(span, Keys.CALL_ID, wire.callId());
    if (wire.evidence().size() > 1) {
      span.texts(Keys.EVIDENCE, wire.evidence());
    }
    text(span, Keys.TRACE_OVERRULED, wire.overruledTrace());
    text(span, Keys.SERVER_ADDRESS, wire.serverAddress());
    if (wire.serverPort() > 0) {
      span.number(Keys.SERVER_PORT, wire.serverPort());
    }
  }

  private static void step(Facts span, StepReport report) {
    Step.Attempted attempt = report.attempt();
    if (isToolCall(attempt)) {
      span.text(Keys.OPERATION, EXECUTE_TOOL);
      span.text(Keys.TOOL_NAME, attempt.tool().name());
    }
    span.text(Keys.STEP_KIND, STEP_KINDS.of(attempt.kind()));
    span.text(Keys.UPSTREAM, attempt.tool().upstream());
    text(span, Keys.TOOL_DIGEST, attempt.tool().digest());
    span.texts(Keys.EFFECTS, EFFECTS.of(attempt.tool().effects()));
    span.texts(Keys.LABELS, LABELS.of(report.labels()));
    text(span, Keys.ARGUMENTS_DIGEST, attempt.arguments().digest().value());
    span.number(Keys.ARGUMENTS_SIZE, attempt.arguments().sizeBytes());
    text(span, Keys.ARGUMENTS_MASKED, attempt.arguments().masked());
    prints(span, Keys.ARGUMENTS_VALUES, attempt.arguments().values());
    text(span, Keys.RESULT_DIGEST, report.result().digest().value());
    span.number(Keys.RESULT_SIZE, report.result().sizeBytes());
    text(span, Keys.RESULT_MASKED, report.result().masked());
    prints(span, Keys.RESULT_VALUES, report.result().values());
    span.text(Keys.VERDICT, report.decision().verdict().word());
  }

  private static void prints(Facts span, Fact<List<String>> fact, List<String> prints) {
    if (!prints.isEmpty()) {
      span.texts(fact, prints);
    }
  }

  private static void outcome(Facts.OfSpan span, Outcome outcome) {
    span.text(Keys.OUTCOME, outcome.word());
    String error = errorType(outcome);
    if (error != null) {
      span.text(Keys.ERROR_TYPE, error);
      span.failed();
    }
  }

  private static void events(Facts.OfSpan span, StepReport report, Instant at) {
    for (Reason reason : report.decision().reasons()) {
      span.event(Attributes.EVENT_REASON, at, facts -> reason(facts, reason));
    }
    for (Detection detection : report.detections()) {
      span.event(Attributes.EVENT_DETECTION, detection.at(), facts -> detection(facts, detection));
    }
  }

  private static void reason(Facts facts, Reason reason) {
    facts.text(Keys.REASON_CODE, reason.code());
    facts.text(Keys.REASON_TEXT, reason.text());
    if (!reason.evidence().isEmpty()) {
      facts.texts(Keys.REASON_EVIDENCE, texts(reason.evidence()));
    }
    if (reason.rule() != null) {
      facts.text(Keys.RULE_ID, reason.rule().id());
      facts.number(Keys.RULE_VERSION, reason.rule().version());
    }
  }

  private static void detection(Facts facts, Detection detection) {
    facts.text(Keys.DETECTION_ID, detection.id());
    facts.text(Keys.DETECTION_KIND, detection.kind().word());
    facts.text(Keys.DETECTION_SEVERITY, detection.severity().word());
    facts.texts(Keys.DETECTION_CHAIN, texts(detection.chain()));
    facts.number(Keys.DETECTION_SCORE, detection.score());
    facts.text(Keys.DETECTION_ACTION, detection.action().word());
    facts.text(Keys.DETECTION_MODE, detection.mode().word());
    facts.text(Keys.DETECTION_TEXT, detection.text());
    facts.text(Keys.RULE_ID, detection.rule().id());
    facts.number(Keys.RULE_VERSION, detection.rule().version());
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

  private static void text(Facts span, Fact<String> key, String value) {
    if (!value.isEmpty()) {
      span.text(key, value);
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
