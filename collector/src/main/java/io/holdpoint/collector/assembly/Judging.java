// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.JoinWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where what frameworks tell does not fit what gateways saw. It only ever adds: a mismatch is
 * shown beside the step and told to the monitor, for rules to look at. For one thread.
 */
final class Judging {

  /** By then what is on its way has come, or was lost. */
  static final Duration GRACE = Duration.ofSeconds(30);

  /** After a start calls are told of that were seen before it. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /** So many calls, and so many steps, are kept in mind for that. */
  private static final int MOST = 1 << 15;

  private static final Duration BEYOND = Duration.ofSeconds(5);
  private static final String SUCCEEDED = "succeeded";

  /** In every answer a gateway gives in place of a server. */
  private static final String REFERENCE = "Reference: ";

  /** Under this name stands what no span tells of. */
  private static final String OWN_SOURCE = "assembly:";

  /** Where steps are shown again once something was found. */
  interface Shown {
    void call(GuardedCall call, Outlet out);

    void step(ToldStep step, Outlet out);
  }

  private record Told(ToldStep step, Party party, Instant since) {}

  private final Differences differences;
  private final LinkedHashMap<GuardedCall, Party> calls =
      new LinkedHashMap<>(); // each is itself alone
  private final Deque<Told> steps = new ArrayDeque<>();
  private Instant forgotten = Instant.MIN;

  Judging(Differences differences) {
    this.differences = differences;
  }

  /**
   * A call that frameworks should tell of by and by. Where too many are expected, the oldest is
   * expected no longer: nothing is said of what nobody could wait for.
   */
  void expect(GuardedCall call, Party party) {
    if (call.claims().isEmpty() && call.arrivedAt().isAfter(forgotten)) {
      calls.put(call, party);
      if (calls.size() > MOST) {
        calls.pollFirstEntry();
      }
    }
  }

  /** A framework told of this call. */
  void told(GuardedCall call) {
    calls.remove(call);
  }

  /** A step that waited in vain, or was joined. */
  void expect(ToldStep step, Party party) {
    if (!step.isJoined()) {
      steps.add(new Told(step, party, step.arrivedAt()));
      if (steps.size() > MOST) {
        steps.remove();
      }
    }
  }

  /** Nothing that came until now is expected any longer. */
  void forget(Instant now) {
    forgotten = now;
    calls.clear();
    steps.clear();
  }

  boolean isWaiting() {
    return !calls.isEmpty() || !steps.isEmpty();
  }

  /** Looks at what should have come by now. */
  void advance(Instant now, Shown shown, Outlet out) {
    for (Map.Entry<GuardedCall, Party> call = calls.firstEntry();
        call != null && !call.getKey().arrivedAt().plus(GRACE).isAfter(now);
        call = calls.firstEntry()) {
      calls.pollFirstEntry();
      announced(call.getKey(), call.getValue(), shown, out);
    }
    for (Told told = steps.peek();
        told != null && !told.since().plus(GRACE).isAfter(now);
        told = steps.peek()) {
      steps.remove();
      seen(told.step(), told.party(), shown, out);
    }
  }

  /** Compares a step with the calls it is. */
  void joined(ToldStep step, Shown shown, Outlet out) {
    Collection<GuardedCall> its = step.calls().keySet();
    if (its.isEmpty()) {
      return;
    }
    if (isOtherwiseAsked(step) && step.note(Mismatch.ARGUMENTS_DIFFER)) {
      StepId id = step.row().id();
      // an id of its own: the monitor takes what it is told of a step once
      StepId own = new StepId(OWN_SOURCE + id.source(), id.traceId(), id.spanId());
      noted(step, own, Mismatch.ARGUMENTS_DIFFER, shown, out);
    }
    Mismatch found = result(step, its);
    if (found != null && step.note(found)) {
      noted(step, step.row().id(), found, shown, out);
    }
  }

  /**
   * Under the very id the model gave it, a call went out with other arguments than it asked for.
   */
  private static boolean isOtherwiseAsked(ToldStep step) {
    return Matching.isUnique(step.callId())
        && step.calls().entrySet().stream()
            .allMatch(
                call ->
                    call.getValue() == JoinWay.CALL_ID
                        && Differences.differ(call.getKey().arguments(), step.arguments()));
  }

  private @Nullable Mismatch result(ToldStep step, Collection<GuardedCall> its) {
    String result = step.ties().result();
    if (result.isEmpty() || result.contains(REFERENCE)) {
      return null;
    }
    if (its.stream().allMatch(GuardedCall::wasRefused)) {
      return step.row().outcome().equals(SUCCEEDED) ? Mismatch.REFUSED_CLAIMED : null;
    }
    boolean differs = its.stream().allMatch(call -> differences.resultDiffers(call, step));
    return differs ? Mismatch.RESULT_DIFFERS : null;
  }

  private static void noted(ToldStep step, StepId as, Mismatch mismatch, Shown shown, Outlet out) {
    Collection<GuardedCall> its = step.calls().keySet();
    its.forEach(
        call -> {
          call.note(mismatch);
          shown.call(call, out);
        });
    tell(step, as, its.iterator().next(), mismatch, out);
  }

  private static void seen(ToldStep step, Party party, Shown shown, Outlet out) {
    String outcome = step.row().outcome();
    boolean happened =
        outcome.equals(SUCCEEDED) || (outcome.isEmpty() && !step.ties().result().isEmpty());
    GuardedCall last = party.lastCall();
    boolean missing =
        !step.isJoined()
            && !step.isAmbiguous()
            && step.row().kind() == StepKind.TOOL_CALL
            && happened
            && last != null
            && party.guards(step.row().name())
            && party.wasWatchedBefore(step, MARGIN)
            && !mayBeOne(step, party)
            && !isPartOfJoined(step);
    if (missing && last != null && step.note(Mismatch.CALL_UNSEEN)) {
      shown.step(step, out);
      tell(step, step.row().id(), last, Mismatch.CALL_UNSEEN, out);
    }
  }

  /** A step without arguments may be any call, one with them any that has them, too. */
  private static boolean mayBeOne(ToldStep step, Party party) {
    return step.arguments().equals(Digest.NONE)
        || party.callsLike(step).stream()
            .anyMatch(
                call ->
                    call.claims().isEmpty()
                        && ToolNames.same(step.row().name(), call.row().name()));
  }

  /** Another view of a call that was seen: a span around its span, or within. */
  private static boolean isPartOfJoined(ToldStep step) {
    return step.trace().steps().stream()
        .anyMatch(other -> other.isJoined() && step.trace().related(other.spanId(), step.spanId()));
  }

  private static void announced(GuardedCall call, Party party, Shown shown, Outlet out) {
    boolean unannounced =
        call.claims().isEmpty()
            && call.row().kind() == StepKind.TOOL_CALL
            && party.isLinked(call)
            && party.wasToldBeyond(call, BEYOND)
            && !party.wasRequested(call);
    if (!unannounced || !call.note(Mismatch.CALL_UNANNOUNCED)) {
      return;
    }
    shown.call(call, out);
    StepId id = call.row().id();
    out.mismatched("", Mismatch.CALL_UNANNOUNCED);
    out.observed(
        call.row().session().tenant(),
        new Step.Observed(
            new StepId(OWN_SOURCE + id.source(), id.traceId(), id.spanId()),
            call.row().sessionId(),
            StepKind.TOOL_CALL,
            call.row().name(),
            EvidenceGrade.G2,
            call.arrivedAt(),
            Mismatch.CALL_UNANNOUNCED));
  }

  private static void tell(
      ToldStep step, StepId as, GuardedCall call, Mismatch mismatch, Outlet out) {
    SessionId session = call.row().sessionId();
    out.mismatched(step.source(), mismatch);
    out.observed(
        call.row().session().tenant(),
        new Step.Observed(
            as,
            session,
            step.row().kind(),
            step.row().name(),
            step.row().grade(),
            step.arrivedAt(),
            mismatch));
  }

  /** What is said of a call for what was found. */
  static List<Reason> reasons(GuardedCall call) {
    List<StepId> claims = call.claims().keySet().stream().map(step -> step.row().id()).toList();
    return call.mismatches().stream().map(found -> reason(found, claims)).toList();
  }

  /** What is said of a framework's step for what was found. */
  static List<Reason> reasons(ToldStep step) {
    List<Reason> reasons = new ArrayList<>();
    step.mismatches().forEach(found -> reasons.add(reason(found, List.of())));
    return reasons;
  }

  private static Reason reason(Mismatch found, List<StepId> evidence) {
    String text =
        switch (found) {
          case RESULT_DIFFERS ->
              "The framework tells of another result than the gateway delivered.";
          case REFUSED_CLAIMED ->
              "The framework tells of success with a call that the gateway refused.";
          case ARGUMENTS_DIFFER ->
              "The gateway saw other arguments than the model gave the call of this id.";
          case CALL_UNSEEN ->
              "The framework tells of a call of a guarded tool that never came through the"
                  + " gateway.";
          case CALL_UNANNOUNCED -> "No model call of the framework asked for this call.";
        };
    return new Reason("telemetry." + found.word(), null, text, evidence);
  }
}
