// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.AuditRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds out which records of a journal are about a session, and what held while it ran. */
final class SessionScan implements JournalReading.Reader {

  private static final int MOST_LINES = 5_000;

  private final String session;
  private final AuditRecords records = new AuditRecords();
  private final SortedSet<Long> numbers = new TreeSet<>();
  private final Map<Long, AuditRecord> policies = new LinkedHashMap<>();
  private final Map<RuleRef, AuditRecord> rules = new LinkedHashMap<>();
  private final Set<RuleRef> cited = new HashSet<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private long gone;
  private boolean known;

  SessionScan(String session) {
    this.session = session;
  }

  @Override
  public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
    AuditRecord entry = records.read(number, bytes, length);
    learn(entry);
    if (isOfSession(entry)) {
      numbers.add(number);
      known |= !(entry.entry() instanceof JournalRecord.Audited);
      cite(entry.entry());
      if (lines.size() < MOST_LINES) {
        lines.add(Summary.line(entry));
      }
    }
  }

  @Override
  public void gap(long last, int removed, byte[] hash) {
    gone += removed;
  }

  /** True if there is such a session: that somebody asked for it makes none. */
  boolean isKnown() {
    return known;
  }

  /** The records of the session. */
  SortedSet<Long> numbers() {
    return numbers;
  }

  /** Rules that had a part in it, in the versions that judged, as they came into force. */
  Map<RuleRef, AuditRecord> citedRules() {
    Map<RuleRef, AuditRecord> found = new LinkedHashMap<>(rules);
    found.keySet().retainAll(cited);
    return found;
  }

  /** Rules that had a part in it and whose text the journal does not have. */
  Set<RuleRef> unknownRules() {
    Set<RuleRef> unknown = new HashSet<>(cited);
    unknown.removeAll(rules.keySet());
    return unknown;
  }

  /** Policies that were in force while it ran. */
  List<AuditRecord> policies() {
    List<AuditRecord> inForce = new ArrayList<>();
    for (Map.Entry<Long, AuditRecord> policy : policies.entrySet()) {
      if (policy.getKey() < numbers.first()) {
        inForce.clear();
      }
      if (policy.getKey() < numbers.last()) {
        inForce.add(policy.getValue());
      }
    }
    return inForce;
  }

  /** Those made while it ran, and the first one behind it: that vouches for all of it. */
  List<Checkpoint> checkpoints() {
    List<Checkpoint> covering = new ArrayList<>();
    for (Checkpoint checkpoint : checkpoints) {
      if (checkpoint.records() >= numbers.first()) {
        covering.add(checkpoint);
        if (checkpoint.records() >= numbers.last()) {
          return covering;
        }
      }
    }
    return covering;
  }

  /** The session told line by line; a long one is cut. */
  List<String> lines() {
    return lines;
  }

  /** How many records of the journal had been taken out when their time was over. */
  long gone() {
    return gone;
  }

  private void learn(AuditRecord entry) {
    if (entry.entry() instanceof JournalRecord.PolicyActivated) {
      policies.put(entry.number(), entry);
    } else if (entry.entry() instanceof JournalRecord.RuleActivated r && !r.text().isEmpty()) {
      rules.put(r.rule(), entry);
    } else if (entry.entry() instanceof JournalRecord.Audited audited
        && audited.event() instanceof AuditEvent.Signed signed) {
      checkpoints.add(signed.checkpoint());
    }
  }

  private boolean isOfSession(AuditRecord entry) {
    if (entry.facts().session().equals(session)) {
      return true;
    }
    if (entry.entry() instanceof JournalRecord.Audited audited) {
      return switch (audited.event()) {
        case AuditEvent.Acted e -> Arrays.asList(e.target().split("/", -1)).contains(session);
        case AuditEvent.Viewed e -> Arrays.asList(e.target().split("/", -1)).contains(session);
        case AuditEvent.HoldPlaced e -> e.scope().equals("session:" + session);
        case AuditEvent.HoldLifted e -> false;
        case AuditEvent.Signed e -> false;
        case AuditEvent.Expired e -> false;
        case AuditEvent.Erased e -> e.session().equals(session);
        case AuditEvent.RuleSaved e -> false;
      };
    }
    return false;
  }

  private void cite(JournalRecord entry) {
    if (entry instanceof JournalRecord.Decided decided) {
      decided.decision().contributions().stream()
          .map(Contribution::reason)
          .map(Reason::rule)
          .filter(Objects::nonNull)
          .forEach(cited::add);
    } else if (entry instanceof JournalRecord.Signalled signalled
        && signalled.published().signal().header().author() instanceof Author.ByRule by) {
      cited.add(by.rule());
    } else if (entry instanceof JournalRecord.ApprovalAsked asked) {
      cited.addAll(asked.request().rules());
    }
  }
}
