// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.dashboard.insight.DriftMark;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.Difference;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.model.view.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes views of rows, folding in what the signal bus says stands. Safe for many threads. */
public final class Views {

  private final SignalBus signals;
  private final InstantSource clock;
  private final Insights insights;

  public Views(SignalBus signals, Insights insights, InstantSource clock) {
    this.signals = signals;
    this.insights = insights;
    this.clock = clock;
  }

  /** A session with its state now. */
  public SessionView session(SessionRow row) {
    SessionFacts facts = row.facts();
    Optional<Session> session = contained(facts);
    GateState gate =
        session
            .map(s -> signals.containment().stateOf(s, clock.instant()))
            .orElseGet(GateState.Active::new);
    String state = stateWord(facts, gate);
    return new SessionView(
        facts.id().value(),
        facts.root().value(),
        facts.environment(),
        value(facts.floor()),
        facts.kind() == null ? null : word(facts.kind()),
        facts.principal(),
        facts.agentName(),
        facts.agentVersion(),
        facts.task(),
        keySource(facts).map(Views::word).orElse(facts.keySource()),
        session.map(s -> s.key().grade().name()).orElse(null),
        facts.startedAt(),
        row.steps(),
        row.denied(),
        row.detections(),
        facts.risk(),
        row.maxRisk(),
        effects(row.effects()),
        labels(row.labels()),
        row.lastStep(),
        row.lastStepAt(),
        state,
        session.isPresent(),
        state.equals(gate.word()) ? gateView(gate) : null,
        row.trend(),
        row.usage().equals(Usage.NONE) ? null : usage(row.usage()),
        insights.drifted(facts.id()).map(Views::drift).orElse(null));
  }

  private static SessionView.UsageView usage(Usage usage) {
    return new SessionView.UsageView(usage.inputTokens(), usage.outputTokens(), usage.costMicros());
  }

  private static SessionView.DriftView drift(DriftMark mark) {
    return new SessionView.DriftView(
        Math.round(mark.score() * 10) / 10.0,
        Math.round(mark.perThousand() * 10) / 10.0,
        mark.alarm());
  }

  /**
   * The session as its gate knows it, or empty if no enforcement point ever saw it. The identity is
   * as much of it as the store keeps; containment asks for floor, ids and key only.
   */
  public static Optional<Session> contained(SessionFacts facts) {
    FloorId floor = facts.floor();
    PrincipalKind kind = facts.kind();
    if (floor == null || kind == null) {
      return Optional.empty();
    }
    String subject = facts.principal().isBlank() ? AgentIdentity.ANONYMOUS : facts.principal();
    KeySource source = keySource(facts).orElse(KeySource.FLOOR);
    EvidenceGrade grade =
        source == KeySource.DECLARED || source == KeySource.HOST
            ? EvidenceGrade.G1
            : EvidenceGrade.G3;
    return Optional.of(
        new Session(
            facts.id(),
            facts.root(),
            floor,
            new AgentIdentity(facts.tenant(), "holdpoint:stored", subject, null, null),
            kind,
            new SessionKey(source, "", grade),
            new AgentClaim(facts.agentName(), facts.agentVersion()),
            facts.task(),
            facts.environment(),
            facts.startedAt()));
  }

  /** A step. */
  public static StepView step(StepRow row) {
    return new StepView(
        row.id().toString(),
        row.parentSpanId(),
        row.sessionId().value(),
        word(row.kind()),
        row.upstream(),
        row.name(),
        row.startedAt(),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        effects(row.effects()),
        labels(row.labels()),
        row.reasons().stream().map(Views::reason).toList(),
        payload(row.arguments()),
        payload(row.result()),
        row.grade().name(),
        row.session().risk(),
        detail(row.detail()),
        row.claims().stream().map(Views::claim).toList());
  }

  private static ClaimView claim(Claim claim) {
    return new ClaimView(
        claim.id().toString(),
        claim.session().value(),
        claim.way().word(),
        claim.name(),
        claim.startedAt(),
        claim.durationNanos(),
        claim.outcome(),
        payload(claim.arguments()),
        payload(claim.result()),
        claim.grade().name(),
        detail(claim.detail()),
        claim.differences().stream().sorted().map(Difference::word).toList());
  }

  private static DetailView detail(StepDetail detail) {
    return new DetailView(
        detail.dialect(),
        detail.callId(),
        detail.model(),
        detail.provider(),
        detail.counterpart(),
        detail.inputTokens(),
        detail.outputTokens(),
        detail.cachedTokens(),
        detail.reasoningTokens(),
        detail.messages(),
        detail.costMicros());
  }

  /** A step without what only its own pane shows, small enough for a feed. */
  public static StepNews stepNews(StepRow row) {
    return new StepNews(
        row.id().toString(),
        row.sessionId().value(),
        word(row.kind()),
        row.upstream(),
        row.name(),
        row.startedAt(),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.session().risk());
  }

  /** A detection. */
  public static DetectionView detection(Detection detection) {
    return new DetectionView(
        detection.id(),
        rule(detection.rule()),
        detection.kind().word(),
        detection.severity().word(),
        detection.session().value(),
        detection.chain().stream().map(StepId::toString).toList(),
        detection.score(),
        detection.action().word(),
        detection.mode().word(),
        detection.text(),
        detection.at());
  }

  /** A signal. */
  public static SignalView signal(Published published) {
    Signal.Header header = published.signal().header();
    Target target = header.target();
    return new SignalView(
        published.sequence(),
        header.ref(),
        published.signal().word(),
        target.session().value(),
        target.root().value(),
        target.kind() == PrincipalKind.EXCLUSIVE ? target.floor().value() : null,
        header.author().label(),
        ruleOf(header.author()),
        header.reason(),
        header.at());
  }

  /** The word of an enum constant in kebab-case. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A session that ended before its principal was killed or paused stays ended: what stands on the
   * floor is for those that come.
   */
  private static String stateWord(SessionFacts facts, GateState gate) {
    if (!facts.ended()) {
      return gate.word();
    }
    boolean killedItself =
        gate instanceof GateState.Killed killed
            && List.of(facts.id(), facts.root())
                .contains(killed.cause().header().target().session());
    return killedItself ? gate.word() : "ended";
  }

  private static @Nullable GateView gateView(GateState gate) {
    return switch (gate) {
      case GateState.Active a -> null;
      case GateState.Restricted r -> gateView(r.cause(), endOf(r.until()), effects(r.allowed()));
      case GateState.Paused p -> gateView(p.cause(), p.cause().header().until(), List.of());
      case GateState.Killed k -> gateView(k.cause(), null, List.of());
    };
  }

  private static @Nullable Instant endOf(Instant until) {
    return until.equals(Instant.MAX) ? null : until;
  }

  private static GateView gateView(Signal cause, @Nullable Instant until, List<String> allowed) {
    Signal.Header header = cause.header();
    return new GateView(
        header.ref(),
        cause.word(),
        header.target().session().value(),
        header.author().label(),
        ruleOf(header.author()),
        header.reason(),
        header.at(),
        until,
        allowed);
  }

  private static @Nullable RuleView ruleOf(Author author) {
    return switch (author) {
      case Author.Operator o -> null;
      case Author.ByRule r -> rule(r.rule());
    };
  }

  static ReasonView reason(Reason reason) {
    RuleRef rule = reason.rule();
    return new ReasonView(
        reason.code(),
        rule == null ? null : rule(rule),
        reason.text(),
        reason.evidence().stream().map(StepId::toString).toList());
  }

  private static RuleView rule(RuleRef rule) {
    return new RuleView(rule.id(), rule.version());
  }

  static PayloadView payload(Payload payload) {
    return new PayloadView(payload.digest().value(), payload.sizeBytes(), payload.masked());
  }

  private static Optional<KeySource> keySource(SessionFacts facts) {
    String name = facts.keySource().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(KeySource.values()).filter(s -> s.name().equals(name)).findFirst();
  }

  private static @Nullable String value(@Nullable FloorId floor) {
    return floor == null ? null : floor.value();
  }

  /** Effects in their order, as words. */
  public static List<String> effects(Set<Effect> effects) {
    return effects.stream().sorted().map(Effect::word).toList();
  }

  /** Labels in their order, as words. */
  public static List<String> labels(Set<DataLabel> labels) {
    return labels.stream().sorted().map(DataLabel::word).toList();
  }
}
