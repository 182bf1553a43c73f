// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static java.util.stream.Collectors.joining;

import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.rules.Explanation.Place;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.conduct.Conduct.Containing;
import io.holdpoint.engine.rules.conduct.Conduct.OnLoss;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Obligation;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns matches of rules into detections, verdicts and signals. Stateless but for its references.
 */
final class Verdicts {
  static final String JUDGE = "engine";
  private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);
  private static final List<Contribution> NO_OBJECTION =
      List.of(new Contribution(JUDGE, Verdict.Permit.PLAIN, Reason.NO_OBJECTION));

  private volatile Map<String, Rule> rules = Map.of();
  private final Witness witness;
  private final Refs refs = new Refs();
  private final Restraint restraint = new Restraint();
  private final BlindSpots blind;
  private final Sighting sighting = new Sighting();
  private volatile OnLoss onLoss = OnLoss.BY_EFFECT;
  private volatile @Nullable Rule cautious;

  /**
   * @param witness sees what rules match on
   * @param blind what telemetry was lost
   */
  Verdicts(List<Rule> rules, Witness witness, BlindSpots blind) {
    this.witness = witness;
    this.blind = blind;
    knowOnly(rules);
  }

  /** Matches of these rules may come from now on, besides those of the rules before. */
  void know(List<Rule> more) {
    Map<String, Rule> all = new HashMap<>(rules);
    more.forEach(rule -> all.put(rule.id(), rule));
    rules = Map.copyOf(all);
  }

  /** From now on there are these rules only. */
  final void knowOnly(List<Rule> all) {
    rules = all.stream().collect(Collectors.toUnmodifiableMap(Rule::id, rule -> rule));
    onLoss =
        all.stream()
            .filter(
                rule -> rule.mode() == Mode.ENFORCE && EventType.TOOL_CALL.isNamedIn(rule.epl()))
            .map(rule -> rule.conduct().onLoss())
            .max(Comparator.naturalOrder())
            .orElse(OnLoss.BY_EFFECT);
    cautious =
        all.stream()
            .filter(
                rule -> rule.mode() == Mode.ENFORCE && EventType.TELEMETRY.isNamedIn(rule.epl()))
            .filter(rule -> rule.conduct().onLoss() != OnLoss.BY_EFFECT)
            .max(Comparator.comparing(rule -> rule.conduct().onLoss()))
            .orElse(null);
    sighting.need(all);
  }

  /** Counts whether what rules rest on is told. */
  Sighting sighting() {
    return sighting;
  }

  /** What a rule over telemetry asks of every attempt shortly after telemetry was lost. */
  Optional<Contribution> onBlind(long now) {
    Rule rule = cautious;
    if (rule == null || !blind.any(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Contribution(
            JUDGE,
            FailureMode.atLeast(rule.conduct().onLoss()),
            new Reason(
                "engine.blind",
                rule.ref(),
                "Telemetry was lost that the rule should have seen.",
                List.of())));
  }

  /** Nothing speaks against the step. */
  static Decision noObjection(Instant at) {
    return new Decision(Verdict.Permit.PLAIN, NO_OBJECTION, at);
  }

  /** True if the rule went out of force while it matched. */
  boolean isOutOfForce(Match match) {
    return !rules.containsKey(match.rule());
  }

  /** What is said of a call that would do with another tool what was refused. */
  static Contribution evasion(Refusals.Refusal refusal) {
    return new Contribution(
        JUDGE,
        Verdict.Deny.PLAIN,
        new Reason(
            "engine.evasion",
            refusal.rule(),
            "The same was refused before with " + refusal.tool() + ".",
            List.of(refusal.step())));
  }

  /** The rule a match names. */
  Rule rule(Match match) {
    Rule rule = rules.get(match.rule());
    if (rule == null) {
      throw new IllegalStateException("rule " + match.rule() + ": deployed but not known");
    }
    return rule;
  }

  /** True if somebody answers for what matched. */
  boolean excepted(Match match, Instant at) {
    return restraint.excepted(rule(match), match.trigger(), at);
  }

  /** True if the rule told as much before, so that only what it says of the call itself stands. */
  boolean alreadyTold(Match match, Instant at) {
    return restraint.alreadyTold(rule(match), match.trigger(), at);
  }

  /** What is asked at least of an attempt that no rule could judge. */
  OnLoss onLoss() {
    return onLoss;
  }

  /** The detection a match over calls is. */
  Detection detection(Match match, StepEvent trigger, Instant at) {
    Rule rule = rule(match);
    StepFacts facts = StepEvent.factsOf(trigger);
    List<Latches.Latch> evidence = facts.seen().evidence(rule.evidence());
    List<CallOrigin.Evidence> origin =
        trigger instanceof ToolCall call ? ToolCall.originOf(call).evidence() : List.of();
    List<StepId> chain = chain(evidence, origin, match, facts);
    Map<Place, String> values = new EnumMap<>(Place.class);
    Session session = facts.call().session();
    values.put(Place.PRINCIPAL, session.identity().subject());
    values.put(Place.SESSION, session.id().value());
    values.put(Place.TOOL, facts.call().toolName());
    values.put(
        Place.SOURCE, evidence.isEmpty() ? facts.call().toolName() : evidence.getFirst().tool());
    values.put(Place.LABELS, labels(rule, facts.seen()));
    if (trigger instanceof ToolCall call) {
      values.put(Place.SIGNS, ToolCall.originOf(call).words());
    }
    values.put(
        Place.ORIGIN,
        origin.isEmpty()
            ? "no result seen"
            : origin.stream().map(CallOrigin.Evidence::tool).distinct().collect(joining(" and ")));
    values.put(Place.DRIFT, facts.drift().words());
    values.put(Place.STEPS, String.valueOf(chain.size()));
    values.put(Place.BASELINE, String.valueOf(facts.baselineSessions()));
    Detection found =
        detection(
            rule,
            session,
            chain,
            rule.action(),
            rule.modeFor(trigger),
            rule.explain().fill(values),
            at);
    witness.matched(found, trigger, match.chain());
    return found;
  }

  /** The tool whose result a detection's chain begins with, or that of the completing call. */
  String sourceOf(Detection detection, StepEvent trigger) {
    if (trigger instanceof ToolCall call && !ToolCall.originOf(call).evidence().isEmpty()) {
      return ToolCall.originOf(call).evidence().getFirst().tool();
    }
    Rule rule = rules.get(detection.rule().id());
    List<Latches.Latch> evidence =
        rule == null ? List.of() : StepEvent.factsOf(trigger).seen().evidence(rule.evidence());
    return evidence.isEmpty() ? trigger.tool() : evidence.getFirst().tool();
  }

  /** The detection a match over other events than calls is. */
  Detection detection(
      Rule rule, Session session, List<StepId> chain, String tool, Object trigger, Instant at) {
    Map<Place, String> values = new EnumMap<>(Place.class);
    values.put(Place.PRINCIPAL, session.identity().subject());
    values.put(Place.SESSION, session.id().value());
    values.put(Place.TOOL, tool);
    values.put(Place.STEPS, String.valueOf(chain.size()));
    return detection(
        rule,
        session,
        chain,
        rule.action(),
        rule.modeFor(trigger),
        rule.explain().fill(values),
        at);
  }

  /** A detection with its name, which is the same whenever the same steps are judged again. */
  Detection detection(
      Rule rule,
      Session session,
      List<StepId> chain,
      Action action,
      Mode mode,
      String text,
      Instant at) {
    String id =
        Hashes.sha256Hex(
            24, rule.ref().toString(), session.id().value(), chain.getLast().toString());
    return new Detection(
        "d-" + id,
        rule.ref(),
        rule.kind(),
        rule.severity(),
        session.id(),
        chain,
        rule.riskScore(),
        action,
        mode,
        text,
        at);
  }

  /** What a detection says about the attempt that completed it. */
  Contribution onAttempt(Detection detection, ToolRef tool) {
    return onAttempt(detection, tool, Set.of(new Obligation.Notify(detection.id())));
  }

  /** The same without telling anybody again. */
  Contribution onAttemptAgain(Detection detection, ToolRef tool) {
    return onAttempt(detection, tool, Set.of());
  }

  private Contribution onAttempt(Detection detection, ToolRef tool, Set<Obligation> notify) {
    Verdict verdict =
        switch (detection.action()) {
          case ALERT -> new Verdict.Permit(notify);
          case RESTRICT ->
              containing(detection).allowed().containsAll(tool.effects())
                  ? new Verdict.Permit(notify)
                  : new Verdict.Deny(notify);
          case HOLD, PAUSE -> new Verdict.Hold(holdLimit(detection), notify);
          case DENY, KILL, QUARANTINE -> new Verdict.Deny(notify);
        };
    return contribution(verdict, detection);
  }

  /** What a detection says about a completion, which has already happened. */
  Contribution onCompletion(Detection detection) {
    return contribution(
        new Verdict.Permit(Set.of(new Obligation.Notify(detection.id()))), detection);
  }

  /** The strongest containment the enforced detections ask for beyond what already stands. */
  List<Signal> signals(Session session, List<Detection> detections, ContainmentView containment) {
    Detection strongest = null;
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE
          && detection.action().contains()
          && (strongest == null || detection.action().compareTo(strongest.action()) > 0)) {
        strongest = detection;
      }
    }
    if (strongest == null || stands(session, strongest, containment)) {
      return List.of();
    }
    Rule rule = rules.get(strongest.rule().id());
    if (rule != null && !restraint.mayStop(rule, strongest.at())) {
      LOG.warn(
          "rule {}: stopped {} sessions within an hour, more need a person; session {} goes on",
          rule.id(),
          rule.conduct().sessionsPerHour(),
          session.id().value());
      return List.of();
    }
    return List.of(order(session, strongest));
  }

  /** True if what the detection asks for stands already. */
  private boolean stands(Session session, Detection wanted, ContainmentView containment) {
    Set<Effect> allowed = containment.allowed(session);
    boolean narrowed =
        wanted.action() == Action.RESTRICT
            && allowed != null
            && containing(wanted).allowed().containsAll(allowed);
    return switch (containment.of(session)) {
      case KILLED -> true;
      case PAUSED -> wanted.action() == Action.PAUSE || narrowed;
      case FREE -> narrowed;
    };
  }

  private Signal order(Session session, Detection asking) {
    Containing containing = containing(asking);
    boolean kill = asking.action().compareTo(Action.KILL) >= 0;
    boolean restrict = asking.action() == Action.RESTRICT;
    boolean ends = !kill && !containing.lasts().isZero();
    Signal.Header header =
        new Signal.Header(
            refs.next(kill ? 'K' : restrict ? 'N' : 'P'),
            Target.of(session),
            new Author.ByRule(asking.rule(), asking.id()),
            asking.text(),
            asking.at(),
            containing.scope(),
            ends ? asking.at().plus(containing.lasts()) : null);
    if (kill) {
      return new Signal.Kill(header);
    }
    return restrict ? new Signal.Restrict(header, containing.allowed()) : new Signal.Pause(header);
  }

  private Containing containing(Detection detection) {
    Rule rule = rules.get(detection.rule().id());
    return rule == null ? Containing.SESSION : rule.conduct().containing();
  }

  private static Contribution contribution(Verdict verdict, Detection detection) {
    return new Contribution(
        JUDGE,
        verdict,
        new Reason("rule.matched", detection.rule(), detection.text(), detection.chain()));
  }

  private java.time.Duration holdLimit(Detection detection) {
    Rule rule = rules.get(detection.rule().id());
    return rule == null ? FailureMode.HOLD_LIMIT : rule.holdLimit();
  }

  private static List<StepId> chain(
      List<Latches.Latch> evidence,
      List<CallOrigin.Evidence> origin,
      Match match,
      StepFacts completing) {
    Set<StepId> chain = new LinkedHashSet<>();
    evidence.forEach(latch -> chain.add(latch.step()));
    origin.forEach(result -> chain.add(result.step()));
    List<StepFacts> named = new ArrayList<>();
    for (Object event : match.chain()) {
      if (event instanceof StepEvent step) {
        named.add(StepEvent.factsOf(step));
      }
    }
    named.sort(Comparator.comparingLong(StepFacts::at).thenComparingLong(f -> f.call().sequence()));
    named.forEach(facts -> chain.add(facts.call().id()));
    chain.remove(completing.call().id());
    chain.add(completing.call().id());
    return List.copyOf(chain);
  }

  private static String labels(Rule rule, Latches seen) {
    return rule.evidence().stream()
        .filter(seen::seen)
        .sorted()
        .map(DataLabel::word)
        .collect(joining(" and "));
  }
}
