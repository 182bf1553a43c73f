// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.live;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.JournalRecord.RuleActivated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes every version of a rule that comes into force to the journal, with its text, once. Replay
 * the journal into {@link #restore} first. Safe for use by many threads.
 */
public final class RuleLog {
  private final Journal journal;
  private final Map<String, RuleActivated> known = new LinkedHashMap<>();

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
      String digest = Hashes.sha256Hex(32, text);
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
    if (activated.text().isEmpty()) {
      known.remove(activated.rule().id());
    } else {
      known.put(activated.rule().id(), activated);
    }
  }
}
