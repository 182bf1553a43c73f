// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.AuditRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Records as an export sees them. */
final class Told {

  static final RuleRef RULE = new RuleRef("HP-CHAIN-001", 2);

  private Told() {}

  /** Numbered from 1. */
  static List<AuditRecord> of(List<JournalRecord> entries) {
    AuditRecords records = new AuditRecords();
    List<AuditRecord> told = new ArrayList<>();
    for (JournalRecord entry : entries) {
      byte[] json = WireCodec.RECORD.write(entry);
      told.add(records.read(told.size() + 1L, Arrays.copyOf(json, json.length + 32), json.length));
    }
    return told;
  }

  /** A call of the n-th session, from asking to its end. */
  static List<JournalRecord> call(int n, int session) {
    Step.Attempted step =
        Fixtures.attempt(
            n,
            Fixtures.session(session),
            Fixtures.tool("read_file", Set.of(Effect.READ), Set.of()),
            "{\"path\":\"a-" + n + "\"}",
            Fixtures.NOW.plusSeconds(n));
    Decision decision =
        Decision.of(
            new Contribution(
                "engine",
                Verdict.Permit.PLAIN,
                new Reason("rule.matched", RULE, "It reads a lot.", List.of(step.id()))),
            step.at());
    return List.of(
        new JournalRecord.Attempted(step),
        new JournalRecord.Decided(step.id(), decision),
        new JournalRecord.Dispatched(step.id(), step.at()),
        new JournalRecord.Completed(Fixtures.completion(step, "{\"text\":\"b-" + n + "\"}")));
  }
}
