// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step a framework told of, and the calls of a gateway that it is. For one thread. */
final class ToldStep {

  private final Trace trace;
  private final Instant arrivedAt;
  private final long position;
  private final int weight;
  private Map<GuardedCall, JoinWay> calls = Map.of();
  private Set<Mismatch> mismatches = Set.of();
  private StepRow row;
  private SpanTies ties;
  private @Nullable StepRow stored;
  private @Nullable Party shelvedIn;
  private String shelvedAs = "";
  private boolean observed;
  private boolean waiting = true;
  private boolean decided;
  private boolean ambiguous;

  ToldStep(Trace trace, StepRow row, SpanTies ties, Instant arrivedAt, long position) {
    this.trace = trace;
    this.row = row;
    this.ties = ties;
    this.arrivedAt = arrivedAt;
    this.position = position;
    this.weight =
        512
            + row.arguments().masked().length()
            + row.result().masked().length()
            + ties.result().length();
  }

  Trace trace() {
    return trace;
  }

  /** As the framework told of it. */
  StepRow row() {
    return row;
  }

  SpanTies ties() {
    return ties;
  }

  /** The framework told of it again. */
  void told(StepRow again, SpanTies itsTies) {
    row = again;
    ties = itsTies;
  }

  Instant arrivedAt() {
    return arrivedAt;
  }

  /** Where in the log it stands. */
  long position() {
    return position;
  }

  String source() {
    return trace.source();
  }

  String spanId() {
    return row.id().spanId();
  }

  String callId() {
    return row.detail().callId();
  }

  /** As the span tells them, else as the model asked for it. */
  Digest arguments() {
    return ties.arguments().equals(Digest.NONE)
        ? trace.requested(callId(), row.name())
        : ties.arguments();
  }

  /** The arguments under which it is found. */
  String shelvedAs() {
    return shelvedAs;
  }

  /** Whose step it is found as, if any. */
  boolean isShelvedIn(Party party) {
    return shelvedIn == party;
  }

  void shelved(@Nullable Party in, String as) {
    shelvedIn = in;
    shelvedAs = as;
  }

  /** Those it is, and how that is known; not changed through this. */
  Map<GuardedCall, JoinWay> calls() {
    return calls;
  }

  void join(GuardedCall call, JoinWay way) {
    calls = Pairs.with(calls, call, way);
  }

  void part(GuardedCall call) {
    calls = Pairs.without(calls, call);
  }

  boolean isJoined() {
    return !calls.isEmpty();
  }

  /** About how many characters it keeps in memory, as it came first. */
  int weight() {
    return weight;
  }

  /** What was stored of it last, or null if nothing was. */
  @Nullable StepRow stored() {
    return stored;
  }

  void stored(StepRow as) {
    stored = as;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** It waits no longer for what may still belong to it. */
  void released() {
    waiting = false;
  }

  /** True once: the first time this is asked. */
  boolean firstObservation() {
    boolean first = !observed;
    observed = true;
    return first;
  }

  /** True once the call it may be was looked for by arguments. */
  boolean isDecided() {
    return decided;
  }

  void decided(boolean severalFit) {
    decided = true;
    ambiguous = severalFit;
  }

  /** True if several calls fit and nothing tells them apart. */
  boolean isAmbiguous() {
    return ambiguous;
  }

  /** False if this was noted before. */
  boolean note(Mismatch mismatch) {
    if (mismatches.contains(mismatch)) {
      return false;
    }
    Set<Mismatch> more = EnumSet.of(mismatch);
    more.addAll(mismatches);
    mismatches = more;
    return true;
  }

  Set<Mismatch> mismatches() {
    return mismatches;
  }
}
