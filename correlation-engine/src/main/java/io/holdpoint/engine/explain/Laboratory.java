// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Detection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Replays entries, each time in a fresh engine of one shard that touches nothing else. */
final class Laboratory {
  private final EngineSettings settings;
  private final Vocabulary vocabulary;

  Laboratory(EngineSettings settings, Vocabulary vocabulary) {
    this.settings =
        new EngineSettings(
            1,
            List.of(),
            false,
            Duration.ofMinutes(1),
            Math.max(settings.maxSessions(), 100_000),
            Math.max(settings.maxSessionsPerPrincipal(), 100_000),
            settings.baselineSessionsPerDay(),
            settings.drift(),
            null,
            settings.compile());
    this.vocabulary = vocabulary;
  }

  /** A rule matched in a replay. */
  record Sighting(Detection detection, StepEvent trigger, List<Object> chain) {}

  /** Everything that matched, in order. */
  List<Sighting> replay(RuleSet rules, List<Entry> entries) {
    List<Sighting> seen = new ArrayList<>();
    CorrelationEngine engine =
        new CorrelationEngine(
            settings,
            rules,
            InstantSource.fixed(Instant.EPOCH),
            vocabulary,
            InputRecord.NONE,
            (detection, trigger, chain) -> seen.add(new Sighting(detection, trigger, chain)));
    try (engine) {
      entries.forEach(engine::replay);
    }
    return seen;
  }
}
