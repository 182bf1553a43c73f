// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.dialect.ResultText;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call a gateway saw, with those who claim it. For one thread. */
final class GuardedCall {

  private final Instant arrivedAt;
  private final int weight;
  private Map<ToldStep, JoinWay> claims = Map.of();
  private Set<Mismatch> mismatches = Set.of();
  private StepRow row;
  private @Nullable String delivered;

  GuardedCall(StepRow row, Instant arrivedAt) {
    this.row = row;
    this.arrivedAt = arrivedAt;
    this.weight = 512 + row.arguments().masked().length() + row.result().masked().length();
  }

  /** As the gateway told of it. */
  StepRow row() {
    return row;
  }

  /** The gateway told of it again. */
  void told(StepRow again) {
    row = again;
    delivered = null;
  }

  Instant arrivedAt() {
    return arrivedAt;
  }

  String callId() {
    return row.detail().callId();
  }

  Digest arguments() {
    return row.arguments().digest();
  }

  /** Those that are it, and how that is known; not changed through this. */
  Map<ToldStep, JoinWay> claims() {
    return claims;
  }

  void join(ToldStep step, JoinWay way) {
    claims = Pairs.with(claims, step, way);
  }

  void part(ToldStep step) {
    claims = Pairs.without(claims, step);
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

  /** About how many characters it keeps in memory, as it came first. */
  int weight() {
    return weight;
  }

  /** True if the call went nowhere. */
  boolean wasRefused() {
    return row.verdict().equals("deny") || row.outcome().equals("refused");
  }

  /**
   * What was delivered as text, or empty if that is not known: it was masked for telemetry, or too
   * long for it. A view that has the digest of the payload is the payload.
   */
  String delivered(ContentView contents) {
    if (delivered == null) {
      String view = row.result().masked();
      boolean whole =
          !view.isEmpty()
              && !row.result().digest().equals(Digest.NONE)
              && contents.of(row.session().tenant(), view).digest().equals(row.result().digest());
      delivered = whole ? ResultText.of(view) : "";
    }
    return delivered;
  }
}
