// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads from a journal what was asked and said, and what reached whom. */
final class Restoring {

  static final String SPOILED = "data of another kind has reached the session";

  private final Entries entries;
  private final Taints taints;
  private final Map<SessionId, Session> sessions = new HashMap<>();

  Restoring(Entries entries, Taints taints) {
    this.entries = entries;
    this.taints = taints;
  }

  void take(JournalRecord entry) {
    switch (entry) {
      case JournalRecord.Attempted attempted ->
          sessions.put(attempted.step().session().id(), attempted.step().session());
      case JournalRecord.Completed completed -> {
        Session session = sessions.get(completed.step().session());
        if (session != null && !completed.step().labels().isEmpty()) {
          taints.reached(session, completed.step().labels());
          for (Entry grant : entries.spoiledBy(session, completed.step().labels())) {
            change(
                grant.ref,
                found -> found.state = new ApprovalState.Closed(SPOILED, completed.step().at()));
          }
        }
      }
      case JournalRecord.SessionEnded ended -> sessions.remove(ended.session().id());
      case JournalRecord.ApprovalAsked asked ->
          entries.add(
              new Entry(
                  asked.ref(), asked.request(), asked.labels(), asked.at(), asked.expiresAt()));
      case JournalRecord.ApprovalDecided decided ->
          change(decided.ref(), found -> found.state = found.after(decided.word()));
      case JournalRecord.ApprovalRedeemed redeemed ->
          change(redeemed.ref(), found -> found.state = after(found.state, redeemed));
      case JournalRecord.ApprovalExpired expired ->
          change(
              expired.ref(),
              found -> found.state = new ApprovalState.Closed(expired.why(), expired.at()));
      case JournalRecord.Decided d -> {}
      case JournalRecord.Dispatched d -> {}
      case JournalRecord.Signalled s -> {}
      case JournalRecord.Offered offered -> {}
      case JournalRecord.PolicyActivated activated -> {}
      case JournalRecord.Counted counted -> {}
      case JournalRecord.Recorded recorded -> {}
      case JournalRecord.Bypassed bypassed -> {}
      case JournalRecord.Audited audited -> {
        if (audited.event() instanceof AuditEvent.Erased erased) {
          entries.forget(new SessionId(erased.session()));
        }
      }
      case JournalRecord.Declared d -> {}
      case JournalRecord.RuleActivated r -> {}
    }
  }

  /** Where a held call stands after a person's word. */
  static ApprovalState state(ApprovalWord word) {
    return switch (word) {
      case ApprovalWord.Once once -> new ApprovalState.Granted(once, once.until(), 0);
      case ApprovalWord.ForSession session ->
          new ApprovalState.Granted(session, session.until(), 0);
      case ApprovalWord.Deny deny -> new ApprovalState.Denied(deny);
    };
  }

  private static ApprovalState after(ApprovalState state, JournalRecord.ApprovalRedeemed redeemed) {
    if (!(state instanceof ApprovalState.Granted granted)) {
      return state;
    }
    return switch (granted.said()) {
      case ApprovalWord.Once once -> new ApprovalState.Used(once, redeemed.step(), redeemed.at());
      case ApprovalWord.ForSession session ->
          new ApprovalState.Granted(session, granted.until(), granted.uses() + 1);
      case ApprovalWord.Deny deny -> state;
    };
  }

  private void change(String ref, Consumer<Entry> change) {
    Entry found = entries.byRef(ref);
    if (found != null) {
      change.accept(found);
      entries.changed(found);
      if (!found.isPending()) {
        found.settled.complete(found.approval());
      }
    }
  }
}
