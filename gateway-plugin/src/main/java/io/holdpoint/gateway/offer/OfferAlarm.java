// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells people what was found in a list: the list becomes a step of the session that asked for it,
 * and every finding a detection of that step.
 */
public final class OfferAlarm {

  /** A server changed what it offers. */
  public static final RuleRef CHANGED = new RuleRef("HP-TOOL-001", 1);

  /** An offer hides text or gives orders. */
  public static final RuleRef FLAGGED = new RuleRef("HP-TOOL-002", 1);

  /** A new offer waits for a person. */
  public static final RuleRef WAITS = new RuleRef("HP-TOOL-003", 1);

  /** One list makes so many detections; what is left is counted in the last one. */
  private static final int MOST = 20;

  private static final int LONGEST_NAME = 80;

  private final StepSpans spans;
  private final InstantSource clock;

  public OfferAlarm(StepSpans spans, InstantSource clock) {
    this.spans = spans;
    this.clock = clock;
  }

  /**
   * The list that showed it.
   *
   * @param session whose request it answers
   * @param upstream the server
   * @param traceparent of the request, or null
   * @param wire how it came
   * @param risk the session's risk, 0 to 100
   */
  record Occasion(
      Session session, String upstream, @Nullable String traceparent, WireFacts wire, int risk) {}

  void raise(Occasion occasion, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    StepSpan span = spans.open(occasion.traceparent(), now);
    ToolRef list =
        new ToolRef(
            occasion.upstream(),
            occasion.wire().method(),
            "",
            Set.of(Effect.DISCOVER),
            Set.of(),
            true,
            Map.of());
    Step.Attempted attempt =
        new Step.Attempted(
            span.id(), occasion.session(), StepKind.LISTING, list, Payload.NONE, now);
    span.close(
        new StepReport(
            attempt,
            occasion.wire(),
            Decision.of(new Contribution("offers", Verdict.Permit.PLAIN, Reason.NO_OBJECTION), now),
            detections(occasion.session(), span.id(), findings, now),
            occasion.risk(),
            new Outcome.Succeeded(),
            Payload.NONE,
            Set.of()),
        now);
  }

  private static List<Detection> detections(
      Session session, StepId step, List<Finding> findings, Instant at) {
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < findings.size() && i < MOST; i++) {
      int left = i + 1 == MOST ? findings.size() - MOST : 0;
      detections.add(detection(session, step, findings.get(i), left, at));
    }
    return detections;
  }

  private static Detection detection(
      Session session, StepId step, Finding finding, int left, Instant at) {
    RuleRef rule = rule(finding);
    String id = "d-" + Hashes.sha256Hex(16, rule.id(), step.toString(), finding.offer().label());
    boolean stops = !(finding instanceof Finding.Flagged flagged) || flagged.hidden();
    String more = left == 0 ? "" : " And " + left + " more in the same list.";
    boolean waits = finding instanceof Finding.Waits;
    return new Detection(
        id,
        rule,
        DetectionKind.TOOL,
        waits ? Severity.LOW : Severity.HIGH,
        session.id(),
        List.of(step),
        waits ? 0 : 40,
        stops ? Action.DENY : Action.ALERT,
        Mode.ENFORCE,
        text(finding) + more,
        at);
  }

  private static RuleRef rule(Finding finding) {
    return switch (finding) {
      case Finding.Changed changed -> CHANGED;
      case Finding.Flagged flagged -> FLAGGED;
      case Finding.Waits waits -> WAITS;
    };
  }

  private static String text(Finding finding) {
    String what = printable(finding.offer());
    return switch (finding) {
      case Finding.Changed c ->
          what
              + " is not what it was"
              + (c.members().isEmpty() ? "" : ": another " + String.join(", ", names(c.members())))
              + flags(c.flags())
              + ". It is hidden and refused until a person approves it.";
      case Finding.Flagged f ->
          what
              + " is suspicious"
              + flags(f.flags())
              + (f.hidden() ? ". It is hidden and refused until a person approves it." : ".");
      case Finding.Waits w -> what + " is new and waits for a person.";
    };
  }

  private static String flags(List<String> flags) {
    return flags.isEmpty() ? "" : " (" + String.join(", ", flags) + ")";
  }

  private static List<String> names(List<String> members) {
    return members.stream().limit(10).map(OfferAlarm::printable).toList();
  }

  private static String printable(Offer offer) {
    return switch (offer.kind()) {
      case INSTRUCTIONS -> "What " + offer.upstream() + " tells its agents";
      case TOOL -> "Tool " + offer.upstream() + "/" + printable(offer.name());
      case PROMPT -> "Prompt " + offer.upstream() + "/" + printable(offer.name());
      case RESOURCE, TEMPLATE -> "Resource " + printable(offer.name()) + " of " + offer.upstream();
    };
  }

  /** Names are the server's word. */
  private static String printable(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .limit(LONGEST_NAME)
        .forEach(c -> out.appendCodePoint(c > 0x20 && c < 0x7F ? c : '?'));
    return out.toString();
  }
}
