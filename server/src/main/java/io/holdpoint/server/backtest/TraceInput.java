// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.identity.Session;
import io.holdpoint.server.eval.Progress;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayRig;
import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Sessions of trace files as an engine would have recorded them that has no rules: every call goes
 * on. For one thread.
 */
public final class TraceInput implements RecordedInput {
  private final TraceFiles files;
  private final ReplayMode mode;
  private final ToolCatalogue catalogue;
  private final Progress progress;
  private final Map<String, String> agents = new HashMap<>();

  /**
   * @param mode what is shown of each session
   */
  public TraceInput(TraceFiles files, ReplayMode mode, ToolCatalogue catalogue, Progress progress) {
    this.files = requireNonNull(files, "files");
    this.mode = requireNonNull(mode, "mode");
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.progress = requireNonNull(progress, "progress");
  }

  /** The agent of a session that was handed over. */
  public String agent(Session session) {
    return agents.getOrDefault(session.id().value(), "unknown");
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if a file cannot be read
   */
  @Override
  public void read(Predicate<Entry> reader) {
    MemoryRecord record = new MemoryRecord();
    RuleSet none = RuleSet.load(List.of(), false, null);
    try (ReplayRig rig =
        new ReplayRig(
            clock ->
                new CorrelationEngine(
                    EngineSettings.DEFAULTS.withShards(1),
                    none,
                    clock,
                    Vocabulary.shipped(),
                    record,
                    Witness.NONE),
            catalogue,
            catalogue)) {
      long before = 0;
      for (Path file : files.files()) {
        for (LabelledRecording session : TraceFiles.read(file)) {
          agents.put("s-" + session.recording().key(), session.truth().agent());
          record.clear();
          rig.replay(session.recording(), mode);
          List<Entry> entries = record.entries();
          for (Entry entry : entries) {
            if (!reader.test(later(entry, before))) {
              return;
            }
          }
          before += entries.size();
          progress.advanced(1, entries.size());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Positions rise over all sessions. */
  private static Entry later(Entry entry, long by) {
    return switch (entry) {
      case Entry.Told told ->
          new Entry.Told(told.position() + by, told.arrival(), told.way(), told.input());
      case Entry.Taken taken -> new Entry.Taken(taken.position() + by, taken.of() + by);
      case Entry.GivenUp givenUp -> new Entry.GivenUp(givenUp.position() + by, givenUp.of() + by);
    };
  }
}
