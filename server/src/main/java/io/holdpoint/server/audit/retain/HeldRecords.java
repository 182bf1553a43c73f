// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.retain;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which records legal holds keep: of sessions and principals, also where a record names neither.
 */
final class HeldRecords {

  private final boolean all;
  private final Set<String> principals;
  private final Set<String> sessions;
  private final Set<String> names = new HashSet<>();

  private HeldRecords(List<AuditEvent.HoldPlaced> holds) {
    this.all = holds.stream().anyMatch(hold -> hold.scope().equals("all"));
    this.principals = named(holds, "principal:");
    this.sessions = new HashSet<>(named(holds, "session:"));
  }

  /** Looks through the whole journal for steps and held calls of who is held, if anybody is. */
  static HeldRecords of(List<AuditEvent.HoldPlaced> holds, Journal journal) {
    HeldRecords held = new HeldRecords(holds);
    if (!holds.isEmpty() && !held.all) {
      journal.replay(held::learn);
    }
    return held;
  }

  /** True if nothing at all may go. */
  boolean everything() {
    return all;
  }

  boolean keepsSession(String session) {
    return all || sessions.contains(session);
  }

  boolean keeps(RecordFacts facts) {
    return all
        || sessions.contains(facts.session())
        || names.contains(facts.step())
        || principals.contains(facts.actor());
  }

  private void learn(JournalRecord entry) {
    if (entry instanceof JournalRecord.Attempted attempted) {
      learn(attempted.step().session(), attempted.step().id().toString());
    } else if (entry instanceof JournalRecord.ApprovalAsked asked) {
      learn(asked.request().attempt().session(), asked.ref());
    }
  }

  private void learn(Session session, String name) {
    if (principals.contains(session.identity().subject())) {
      sessions.add(session.id().value());
    }
    if (sessions.contains(session.id().value())) {
      names.add(name);
    }
  }

  private static Set<String> named(List<AuditEvent.HoldPlaced> holds, String prefix) {
    return holds.stream()
        .map(AuditEvent.HoldPlaced::scope)
        .filter(scope -> scope.startsWith(prefix))
        .map(scope -> scope.substring(prefix.length()))
        .collect(Collectors.toSet());
  }
}
