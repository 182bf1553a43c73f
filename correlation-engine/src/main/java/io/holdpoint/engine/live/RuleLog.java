// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.live;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.audit.AuditEvent.RuleSaved;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.JournalRecord.RuleActivated;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes every version of a rule that comes into force to the journal, with its text, once, and
 * before that who saved it and why, if it was saved here. Replay the journal into {@link #restore}
 * first. Remembers the last versions of each rule. Safe for use by many threads.
 */
public final class RuleLog {
  private static final int MOST_REMEMBERED = 32;

  private final Journal journal;
  private final Map<String, RuleActivated> known = new LinkedHashMap<>();
  private final Map<String, Deque<RuleActivated>> versions = new HashMap<>();
  private final Map<String, Deque<RuleSaved>> saved = new HashMap<>();

  /**
   * @param journal where versions are written
   */
  public RuleLog(Journal journal) {
    this.journal = journal;
  }

  /** Takes in what the journal holds; other records are none of its business. */
  public synchronized void restore(JournalRecord entry) {
    if (entry instanceof RuleActivated activated) {
      remember(activated);
    } else if (entry instanceof JournalRecord.Audited audited
        && audited.event() instanceof RuleSaved save) {
      push(saved, save.rule(), save);
    }
  }

  /** How the journal and its like name a text. */
  public static String digest(String text) {
    return Hashes.sha256Hex(32, text);
  }

  /** The last versions of a rule that came into force, newest first; an empty text took it out. */
  public synchronized List<RuleActivated> versions(String rule) {
    return List.copyOf(versions.getOrDefault(rule, new ArrayDeque<>()));
  }

  /** Who saved a rule last, newest first. */
  public synchronized List<RuleSaved> saved(String rule) {
    return List.copyOf(saved.getOrDefault(rule, new ArrayDeque<>()));
  }

  /** Somebody is about to save a rule; returns once that is on disk. */
  public void saving(RuleSaved save) {
    JournalRecord entry = new JournalRecord.Audited(save);
    journal.append(Journal.Durability.DISK, List.of(entry)).toCompletableFuture().join();
    restore(entry);
  }

  private static <T> void push(Map<String, Deque<T>> all, String rule, T newest) {
    Deque<T> some = all.computeIfAbsent(rule, id -> new ArrayDeque<>());
    some.addFirst(newest);
    if (some.size() > MOST_REMEMBERED) {
      some.removeLast();
    }
  }

  /** What the journal says is in force, by rule id. */
  public synchronized Map<String, RuleActivated> known() {
    return Map.copyOf(known);
  }

  /** These rules are in force, and no others. */
  synchronized void inForce(RuleSet rules, Instant at) {
    List<JournalRecord> entries = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      String text = rules.text(rule.id());
      String digest = digest(text);
      RuleActivated before = known.get(rule.id());
      if (before == null || !before.digest().equals(digest)) {
        entries.add(new RuleActivated(rule.ref(), digest, text, at));
      }
    }
    for (RuleActivated before : known.values()) {
      if (rules.rule(before.rule().id()).isEmpty()) {
        entries.add(new RuleActivated(before.rule(), "", "", at));
      }
    }
    if (!entries.isEmpty()) {
      journal.append(Journal.Durability.DISK, entries).toCompletableFuture().join();
      entries.forEach(this::restore);
    }
  }

  private void remember(RuleActivated activated) {
    push(versions, activated.rule().id(), activated);
    if (activated.text().isEmpty()) {
      known.remove(activated.rule().id());
    } else {
      known.put(activated.rule().id(), activated);
    }
  }
}
