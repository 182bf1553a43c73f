// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reasons and detections, which the gateway sends as events of the step's span. */
final class GatewayEvents {

  private GatewayEvents() {}

  static Reason reason(SpanAttributes event) {
    return new Reason(
        event.text(Attributes.REASON_CODE),
        rule(event),
        event.text(Attributes.REASON_TEXT),
        steps(event.texts(Attributes.REASON_EVIDENCE)));
  }

  static Detection detection(SpanAttributes event, SessionId session, StepId step, Instant at) {
    RuleRef rule = rule(event);
    String id = event.text(Attributes.DETECTION_ID);
    if (rule == null || id.isEmpty()) {
      throw new IllegalArgumentException(
          Attributes.EVENT_DETECTION
              + ": got no "
              + (rule == null ? Attributes.RULE_ID : Attributes.DETECTION_ID)
              + " (expected: one)");
    }
    List<StepId> chain = steps(event.texts(Attributes.DETECTION_CHAIN));
    return new Detection(
        id,
        rule,
        word(DetectionKind.class, event, Attributes.DETECTION_KIND),
        word(Severity.class, event, Attributes.DETECTION_SEVERITY),
        session,
        chain.isEmpty() ? List.of(step) : chain,
        Math.clamp(event.number(Attributes.DETECTION_SCORE, 0), 0, 100),
        word(Action.class, event, Attributes.DETECTION_ACTION),
        word(Mode.class, event, Attributes.DETECTION_MODE),
        event.text(Attributes.DETECTION_TEXT),
        at);
  }

  private static @Nullable RuleRef rule(SpanAttributes event) {
    String id = event.text(Attributes.RULE_ID);
    return id.isEmpty()
        ? null
        : new RuleRef(
            id, Math.clamp(event.number(Attributes.RULE_VERSION, 1), 1, Integer.MAX_VALUE));
  }

  private static List<StepId> steps(List<String> texts) {
    return texts.isEmpty() ? List.of() : texts.stream().map(StepId::parse).toList();
  }

  private static <E extends Enum<E>> E word(Class<E> type, SpanAttributes event, String name) {
    return Names.required(type, name, event.text(name));
  }
}
