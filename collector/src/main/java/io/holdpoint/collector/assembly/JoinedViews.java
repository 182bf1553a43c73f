// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.step.Payload;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is stored of a call that was told of twice: the gateway's step as it is, what frameworks
 * tell of it beside that.
 *
 * @param differences between the two
 */
record JoinedViews(Differences differences) {
  private static final int LONGEST_VIEW = 16 * 1024;

  /** A gateway's step with what frameworks tell of it. */
  StepRow of(GuardedCall call) {
    if (call.claims().isEmpty() && call.mismatches().isEmpty()) {
      return call.row();
    }
    List<Claim> claims = new ArrayList<>();
    call.claims().forEach((step, way) -> claims.add(claim(call, step, way)));
    claims.sort(Comparator.comparing(Claim::startedAt).thenComparing(c -> c.id().toString()));
    return call.row()
        .with(
            all(call.row().reasons(), Judging.reasons(call)),
            claims.subList(0, Math.min(claims.size(), Claim.MOST)));
  }

  private Claim claim(GuardedCall call, ToldStep step, JoinWay way) {
    Claim claim =
        Claim.of(step.row().in(step.trace().facts(step)), way, differences.of(call, step));
    return new Claim(
        claim.id(),
        claim.session(),
        claim.way(),
        claim.name(),
        claim.startedAt(),
        claim.durationNanos(),
        claim.outcome(),
        cut(claim.arguments()),
        cut(claim.result()),
        claim.grade(),
        claim.detail(),
        claim.differences());
  }

  private static Payload cut(Payload payload) {
    return payload.masked().length() <= LONGEST_VIEW
        ? payload
        : new Payload(payload.digest(), payload.sizeBytes(), "", payload.values());
  }

  /** One after the other. */
  static List<Reason> all(List<Reason> reasons, List<Reason> more) {
    List<Reason> both = new ArrayList<>(reasons);
    both.addAll(more);
    return both;
  }
}
