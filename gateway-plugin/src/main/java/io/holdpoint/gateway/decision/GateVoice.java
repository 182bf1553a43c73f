// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import static java.util.stream.Collectors.joining;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the gate says of one attempt, as a ruling and as a judge's contribution. */
final class GateVoice {

  private static final String JUDGE = "gate";
  private static final Set<Effect> LIGHT = Set.of(Effect.READ, Effect.DISCOVER);
  private static final Duration ANY_LIMIT = Duration.ofDays(1);

  private final Step.Attempted attempt;

  GateVoice(Step.Attempted attempt) {
    this.attempt = attempt;
  }

  Ruling ruling(GateState state, Duration holdLimit) {
    return switch (state) {
      case GateState.Active active -> new Ruling.Go();
      case GateState.Restricted restricted ->
          restricted.allowed().containsAll(attempt.tool().effects())
              ? new Ruling.Go()
              : new Ruling.Refuse(ref(restricted.cause()));
      case GateState.Paused paused -> new Ruling.Wait(ref(paused.cause()), holdLimit, true);
      case GateState.Killed killed -> new Ruling.Refuse(ref(killed.cause()));
    };
  }

  Contribution contribution(GateState state) {
    return switch (state) {
      case GateState.Active active -> open();
      case GateState.Restricted restricted ->
          new Contribution(
              JUDGE,
              Verdict.Deny.PLAIN,
              reason(
                  state,
                  restricted.cause(),
                  "The session may only " + effects(restricted) + " for now"));
      case GateState.Paused paused ->
          new Contribution(
              JUDGE,
              new Verdict.Hold(ANY_LIMIT, Set.of()),
              reason(state, paused.cause(), "The session is paused"));
      case GateState.Killed killed ->
          new Contribution(
              JUDGE, Verdict.Deny.PLAIN, reason(state, killed.cause(), "The session was killed"));
    };
  }

  Decision decision(GateState state, Instant at) {
    return Decision.of(contribution(state), at);
  }

  Decision open(Instant at) {
    return Decision.of(open(), at);
  }

  /** The monitor or the journal failed: what cannot be judged or recorded does not happen. */
  Decision failed(Instant at) {
    Reason reason =
        new Reason("gateway.failed", null, "The call could not be judged or recorded.", List.of());
    return Decision.of(new Contribution(JUDGE, Verdict.Deny.PLAIN, reason), at);
  }

  /** A hold that a person lifted. */
  Decision released(Decision held) {
    Reason reason =
        new Reason("operator.released", null, "A person let the call go on.", List.of());
    return Decision.of(new Contribution("operator", Verdict.Permit.PLAIN, reason), held.at());
  }

  /** What was decided, while the glass is broken: it is recorded, and stops nothing. */
  Decision bypassed(Decision judged) {
    Verdict permit = new Verdict.Permit(judged.verdict().obligations());
    Reason reason =
        new Reason(
            "operator.bypass",
            null,
            "A bypass is on: the call goes on although it would have been stopped.",
            List.of());
    List<Contribution> all = new ArrayList<>(judged.contributions());
    all.add(new Contribution("operator", permit, reason));
    return new Decision(permit, all, judged.at());
  }

  Journal.Durability durability(Journal.Durability otherwise) {
    return LIGHT.containsAll(attempt.tool().effects()) ? Journal.Durability.PROCESS : otherwise;
  }

  private static String effects(GateState.Restricted restricted) {
    return restricted.allowed().stream().sorted().map(Effect::word).collect(joining(" and "));
  }

  private static Contribution open() {
    return new Contribution(JUDGE, Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
  }

  private static Reason reason(GateState state, Signal cause, String text) {
    String by = ", by " + cause.header().author().label() + " (" + ref(cause) + ").";
    return new Reason("gate." + state.word(), null, text + by, List.of());
  }

  private static String ref(Signal cause) {
    return cause.header().ref();
  }
}
