// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one step of what a gateway and a framework tell of the same call, and gives steps what
 * spans around them tell later. Steps may come in any order, more than once, and late: what was
 * told on is then told again, put right. A framework's step that may be a call of a gateway, or
 * whose session is not known yet, waits for at most {@link #WAIT}.
 *
 * <p>Only senders registered for a principal are joined, and with calls of that principal only. A
 * gateway's step keeps all it has; what frameworks tell of it stands beside that as claims.
 *
 * <p>Time is that of arrival. For one thread.
 */
public final class Assembly {

  /** So long a step of a framework waits for what may belong to it. */
  public static final Duration WAIT = Duration.ofSeconds(2);

  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final int MOST_CALLS = 1 << 14;
  private static final long MOST_WEIGHT = 16L << 20;

  private final Map<String, Map<String, Party>> parties = new HashMap<>();
  private final Traces traces = new Traces();
  private final Set<String> sessionTellers = new HashSet<>();
  private final ClockSkew skew = new ClockSkew();
  private final JoinedViews views;
  private final Matching matching;
  private final Judging judging;
  private final Judging.Shown shown;
  private final Shelf<GuardedCall> callsByParent = new Shelf<>();
  private final Deque<GuardedCall> calls = new ArrayDeque<>();
  private final Deque<ToldStep> told = new ArrayDeque<>();
  private final Deque<ToldStep> due = new ArrayDeque<>();
  private long weight;
  private Instant now = Instant.EPOCH;

  /**
   * An assembly that has seen nothing.
   *
   * @param contents makes digests as the gateways make them
   */
  public Assembly(ContentView contents) {
    Differences differences = new Differences(contents);
    this.views = new JoinedViews(differences);
    this.matching = new Matching(skew, differences);
    this.judging = new Judging(differences);
    this.shown =
        new Judging.Shown() {
          @Override
          public void call(GuardedCall call, Outlet out) {
            out.row(views.of(call));
          }

          @Override
          public void step(ToldStep step, Outlet out) {
            show(step, out);
          }
        };
  }

  /** A sender speaks for this principal: from now on its gateways' calls are kept in mind. */
  public void expect(String tenant, String principal) {
    parties
        .computeIfAbsent(tenant, name -> new HashMap<>())
        .computeIfAbsent(principal, name -> new Party());
  }

  /** Takes in a step that a gateway saw. */
  public void seen(StepRow row, Outlet out) {
    Party party = party(row);
    if (party == null || !canJoin(row.kind())) {
      out.row(row);
      return;
    }
    GuardedCall known = party.known(row.id());
    if (known != null) {
      party.remove(known);
      known.told(row);
      party.add(known);
      out.row(views.of(known));
      return;
    }
    GuardedCall call = new GuardedCall(row, now);
    party.add(call);
    calls.add(call);
    callsByParent.put(row.parentSpanId(), call);
    weight += call.weight();
    for (ToldStep step : party.near(call)) {
      JoinWay way = matching.known(call, step);
      if (way != null) {
        join(call, step, way, party, out);
      }
    }
    for (ToldStep step : party.aloneAlike(call)) {
      if (!step.isJoined()) {
        decide(step, party, out);
      }
    }
    out.row(views.of(call));
    judging.expect(call, party);
    forget();
  }

  /**
   * Takes in a step that a framework told of.
   *
   * @param source who told
   * @param ties what ties it to others
   * @param position where in the log it stands
   */
  public void told(String source, StepRow row, SpanTies ties, long position, Outlet out) {
    Trace trace = traces.of(source, row.id().traceId());
    boolean tells = take(source, trace, ties);
    Party party = row.grade() == EvidenceGrade.G2 ? party(row) : null;
    if (party != null) {
      party.told(now, row.id().traceId(), ties.requests(), ties.answered());
      if (!ties.requests().isEmpty()) {
        trace.steps().stream()
            .filter(s -> s.row().kind() == StepKind.TOOL_CALL)
            .forEach(party::reshelve);
      }
    }
    ToldStep step = trace.step(row.id().spanId());
    boolean first = step == null;
    if (step == null) {
      step = begin(trace, row, ties, position, party);
    } else {
      again(step, row, ties, party);
    }
    if (party != null && canJoin(row.kind())) {
      joinNear(step, party, out);
      step.calls().keySet().forEach(call -> out.row(views.of(call)));
    }
    boolean waits = mustWait(step, party);
    if (first && (waits || (party != null && canJoin(row.kind())))) {
      due.add(step);
    }
    if (!waits) {
      release(step, out);
    }
    if (tells) {
      refresh(trace, out);
    }
    forget();
    traces.forgetOldest().forEach(old -> old.steps().forEach(left -> release(left, out)));
  }

  /** Takes in an item of a framework that is no step, but stands between those that are. */
  public void passed(String source, SpanTies ties, Outlet out) {
    Trace trace = traces.of(source, ties.traceId());
    if (take(source, trace, ties)) {
      refresh(trace, out);
    }
  }

  /** Forgets a step of a framework: it is told on by other ways. */
  public void drop(StepRow row) {
    String source = row.id().source();
    Trace trace = traces.of(source.substring(source.indexOf(':') + 1), row.id().traceId());
    ToldStep step = trace.step(row.id().spanId());
    if (step != null && !step.isJoined()) {
      trace.remove(step);
      due.remove(step);
      told.remove(step);
      step.released();
      Party party = party(row);
      if (party != null) {
        party.remove(step);
      }
    }
  }

  /** It is as late as that by now: what has waited for long enough waits no longer. */
  public void advance(Instant at, Outlet out) {
    if (!at.isAfter(now)) {
      return;
    }
    now = at;
    for (ToldStep step = due.peek(); step != null && isOver(step); step = due.peek()) {
      due.remove();
      Party party = step.row().grade() == EvidenceGrade.G2 ? party(step.row()) : null;
      if (party != null && canJoin(step.row().kind())) {
        decide(step, party, out);
        judging.expect(step, party);
      }
      release(step, out);
    }
    judging.advance(now, shown, out);
  }

  /**
   * What was taken in so far was told on before the process started: nothing of it waits, and
   * nothing is missed in it, since nobody knows what was lost while the process was away.
   */
  public void recalled(Outlet out) {
    for (ToldStep step = due.poll(); step != null; step = due.poll()) {
      Party party = step.row().grade() == EvidenceGrade.G2 ? party(step.row()) : null;
      if (party != null && canJoin(step.row().kind())) {
        decide(step, party, out);
      }
      release(step, out);
    }
    judging.forget(now);
    parties.values().forEach(ofTenant -> ofTenant.values().forEach(Party::recalled));
  }

  /** True if something waits for its time. */
  public boolean isWaiting() {
    return !due.isEmpty() || judging.isWaiting();
  }

  /** Where in the log the first step stands that was not told on yet, or {@code otherwise}. */
  public long firstWaiting(long otherwise) {
    long first = otherwise;
    for (ToldStep step : due) {
      if (step.isWaiting()) {
        first = Math.min(first, step.position());
      }
    }
    return first;
  }

  private boolean take(String source, Trace trace, SpanTies ties) {
    int before = trace.size();
    boolean tells = trace.add(ties);
    tells |=
        callsByParent.any(ties.spanId(), call -> call.row().id().traceId().equals(ties.traceId()));
    traces.grew(trace.size() - before, 0);
    if (ties.session() != null) {
      sessionTellers.add(source);
    }
    return tells;
  }

  private ToldStep begin(
      Trace trace, StepRow row, SpanTies ties, long position, @Nullable Party party) {
    ToldStep step = new ToldStep(trace, row, ties, now, position);
    trace.add(step);
    traces.grew(0, step.weight());
    if (party != null && canJoin(row.kind())) {
      party.add(step);
      told.add(step);
    }
    return step;
  }

  private static void again(ToldStep step, StepRow row, SpanTies ties, @Nullable Party party) {
    if (party == null || !canJoin(row.kind())) {
      step.told(row, ties);
      return;
    }
    party.remove(step);
    step.told(row, ties);
    party.add(step);
  }

  private boolean mustWait(ToldStep step, @Nullable Party party) {
    if (!step.isWaiting() || step.isJoined()) {
      return false;
    }
    StepRow row = step.row();
    return (party != null && canJoin(row.kind()) && party.mayGuard(row.kind(), row.name()))
        || (sessionTellers.contains(step.source()) && !step.trace().isSettled(step.ties()));
  }

  private void joinNear(ToldStep step, Party party, Outlet out) {
    for (GuardedCall call : party.near(step)) {
      JoinWay before = step.calls().get(call);
      JoinWay way =
          before == null || before == JoinWay.ARGUMENTS ? matching.known(call, step) : null;
      if (way != null) {
        join(call, step, way, party, out);
      }
    }
  }

  /** Looks for the call a step is by its arguments, where nothing better is known. */
  private void decide(ToldStep step, Party party, Outlet out) {
    boolean severalFit = false;
    if (!step.isJoined()) {
      List<GuardedCall> like = party.callsLike(step);
      List<ToldStep> rivals = party.stepsLike(step.shelvedAs());
      GuardedCall named =
          matching.named(step, party.callsNamed(step), party.stepsNamed(step.callId()));
      if (named == null) {
        Matching.Found found = matching.alike(step, like, rivals);
        severalFit = found.severalFit();
        joinFound(found.call(), step, JoinWay.ARGUMENTS, party, out);
      } else {
        joinFound(named, step, JoinWay.CALL_ID, party, out);
      }
    }
    step.decided(severalFit);
    party.settled(step);
    judging.joined(step, shown, out);
  }

  private void joinFound(
      @Nullable GuardedCall call, ToldStep step, JoinWay way, Party party, Outlet out) {
    if (call != null) {
      join(call, step, way, party, out);
      out.row(views.of(call));
    }
  }

  private void join(GuardedCall call, ToldStep step, JoinWay way, Party party, Outlet out) {
    if (way != JoinWay.ARGUMENTS) {
      giveWay(call, step, party, out);
    }
    boolean first = step.calls().isEmpty();
    call.join(step, way);
    judging.told(call);
    step.join(call, way);
    party.link(call.row().sessionId());
    if (way != JoinWay.ARGUMENTS) {
      skew.add(step.source(), step.row(), call.row());
      skew.of(step.source()).ifPresent(millis -> out.skew(step.source(), millis));
    }
    if (first) {
      out.joined(step.source(), way);
    }
    step.released();
    party.settled(step);
    StepRow stored = step.stored();
    if (stored != null && !stored.isMark()) {
      StepRow mark = stored.withdrawn();
      out.row(mark);
      step.stored(mark);
    }
    if (step.isDecided()) {
      judging.joined(step, shown, out);
    }
  }

  /** What was joined on less gives way to what is known to be one call. */
  private void giveWay(GuardedCall call, ToldStep step, Party party, Outlet out) {
    for (GuardedCall other : List.copyOf(step.calls().keySet())) {
      if (step.calls().get(other) == JoinWay.ARGUMENTS) {
        part(other, step, party);
        out.row(views.of(other));
      }
    }
    for (ToldStep other : List.copyOf(call.claims().keySet())) {
      boolean again = other != step && other.row().id().equals(step.row().id());
      if (again || (other != step && givesWay(call, other, step))) {
        part(call, other, party);
        if (!again && !other.isJoined()) {
          show(other, out);
        }
      }
    }
  }

  private boolean givesWay(GuardedCall call, ToldStep other, ToldStep step) {
    boolean one =
        other.trace() == step.trace() && step.trace().related(other.spanId(), step.spanId());
    return switch (call.claims().get(other)) {
      case CALL_ID -> false;
      case PARENT -> one && matching.known(call, other) == null;
      case ARGUMENTS -> !one;
      case null -> false;
    };
  }

  private void part(GuardedCall call, ToldStep step, Party party) {
    call.part(step);
    step.part(call);
    judging.expect(call, party);
    party.settled(step);
  }

  /** Tells on a step that waits no longer. */
  private void release(ToldStep step, Outlet out) {
    step.released();
    if (!step.isJoined()) {
      show(step, out);
    }
  }

  /** Tells on what is known of a step by now, if that is anything new. */
  private void show(ToldStep step, Outlet out) {
    SessionFacts facts = step.trace().facts(step);
    StepRow row = step.row().in(facts);
    if (!step.mismatches().isEmpty()) {
      row = row.with(JoinedViews.all(row.reasons(), Judging.reasons(step)), row.claims());
    }
    if (!row.equals(step.stored())) {
      out.row(row);
      step.stored(row);
    }
    if (step.firstObservation()) {
      out.observed(
          facts.tenant(),
          new Step.Observed(
              row.id(), facts.id(), row.kind(), row.name(), row.grade(), step.arrivedAt()));
    }
  }

  /** What came tells more of steps that were told on before. */
  private void refresh(Trace trace, Outlet out) {
    for (ToldStep step : trace.steps()) {
      Party party = step.row().grade() == EvidenceGrade.G2 ? party(step.row()) : null;
      if (party != null && canJoin(step.row().kind())) {
        joinNear(step, party, out);
      }
      if (step.isJoined()) {
        step.calls().keySet().forEach(call -> out.row(views.of(call)));
      } else if (!step.isWaiting()) {
        show(step, out);
      } else if (!mustWait(step, party)) {
        release(step, out);
      }
    }
  }

  private void forget() {
    for (GuardedCall call = calls.peek();
        call != null
            && (calls.size() > MOST_CALLS || weight > MOST_WEIGHT || isOld(call.arrivedAt()));
        call = calls.peek()) {
      calls.remove();
      weight -= call.weight();
      callsByParent.remove(call.row().parentSpanId(), call);
      Party party = party(call.row());
      if (party != null) {
        party.remove(call);
      }
    }
    for (ToldStep step = told.peek();
        step != null && (told.size() > MOST_CALLS || isOld(step.arrivedAt()));
        step = told.peek()) {
      told.remove();
      Party party = party(step.row());
      if (party != null) {
        party.remove(step);
      }
    }
  }

  private boolean isOver(ToldStep step) {
    return !step.arrivedAt().plus(WAIT).isAfter(now);
  }

  private boolean isOld(Instant arrivedAt) {
    return arrivedAt.plus(MEMORY).isBefore(now);
  }

  private @Nullable Party party(StepRow row) {
    Map<String, Party> ofTenant = parties.get(row.session().tenant());
    return ofTenant == null ? null : ofTenant.get(row.session().principal());
  }

  private static boolean canJoin(StepKind kind) {
    return kind == StepKind.TOOL_CALL || kind == StepKind.RESOURCE_READ || kind == StepKind.PROMPT;
  }
}
