// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.event.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.port.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows the fleet's rules what is held before people and what they say, each once. Safe for use by
 * many threads.
 */
final class FleetApprovals {
  private static final int MOST = 10_000;

  private final FleetDuty duty;
  private final Map<String, Asked> known = new LinkedHashMap<>();

  private record Asked(ApprovalRequest request, Instant at, boolean spoken) {}

  FleetApprovals(FleetDuty duty) {
    this.duty = duty;
  }

  /** Something changed about a held call. */
  void changed(io.holdpoint.model.approval.Approval approval) {
    asked(approval.ref(), approval.request(), approval.askedAt(), Output.LIVE);
    switch (approval.state()) {
      case ApprovalState.Granted granted -> spoken(approval.ref(), granted.said(), Output.LIVE);
      case ApprovalState.Denied denied -> spoken(approval.ref(), denied.said(), Output.LIVE);
      case ApprovalState.Pending pending -> {}
      case ApprovalState.Used used -> spoken(approval.ref(), used.said(), Output.LIVE);
      case ApprovalState.Closed closed -> {}
    }
  }

  void restore(JournalRecord.ApprovalAsked asked) {
    asked(asked.ref(), asked.request(), asked.at(), Output.MUTED);
  }

  void restore(JournalRecord.ApprovalDecided decided) {
    spoken(decided.ref(), decided.word(), Output.MUTED);
  }

  private synchronized void asked(String ref, ApprovalRequest request, Instant at, Output output) {
    if (known.containsKey(ref)) {
      return;
    }
    known.put(ref, new Asked(request, at, false));
    if (known.size() > MOST) {
      Iterator<String> oldest = known.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    long now = at.toEpochMilli();
    duty.show(new Approval(request, "asked", "", 0, now), now, output);
  }

  private synchronized void spoken(String ref, ApprovalWord word, Output output) {
    Asked asked = known.get(ref);
    if (asked == null || asked.spoken()) {
      return;
    }
    known.put(ref, new Asked(asked.request(), asked.at(), true));
    long now = word.spoken().at().toEpochMilli();
    long waited = Math.max(0, Duration.between(asked.at(), word.spoken().at()).toMillis());
    duty.show(
        new Approval(asked.request(), word.word(), word.spoken().by(), waited, now), now, output);
  }
}
