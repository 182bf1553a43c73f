// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.record.file.InputLog;
import io.holdpoint.engine.record.file.SealedRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An engine that knows what it knew before: from its own record as far back as that goes, from the
 * journal before that.
 *
 * @param engine ready to be told of signals, then to judge
 * @param log what it is told, from now on too
 */
record RecordedEngine(CorrelationEngine engine, InputLog log) {
  private static final int KEY_BYTES = 32;

  /**
   * @param others is told the whole journal too
   */
  static RecordedEngine start(
      ServerConfig config,
      DataFolder data,
      RuleSet rules,
      Journal journal,
      Consumer<JournalRecord> others,
      InstantSource clock,
      Closing closing) {
    Path folder = data.resolve(DataLayout.ENGINE_INPUT);
    byte[] key = data.secret(DataLayout.ENGINE_INPUT_KEY, KEY_BYTES);
    InputLog log = new InputLog(folder, key);
    InputRecord record = InputRecord.NONE;
    if (config.record().enabled()) {
      Predicate<JournalRecord> notHeld = log.notHeld();
      record = closing.add("engine record", SealedRecord.open(folder, key, config.record(), clock));
      CorrelationEngine engine = engine(config, rules, record, clock, closing);
      restore(engine, journal, notHeld, others);
      log.read(
          entry -> {
            engine.replay(entry);
            return true;
          });
      engine.replayed();
      return new RecordedEngine(engine, log);
    }
    SealedRecord.discard(folder);
    CorrelationEngine engine = engine(config, rules, record, clock, closing);
    restore(engine, journal, entry -> true, others);
    return new RecordedEngine(engine, log);
  }

  private static CorrelationEngine engine(
      ServerConfig config,
      RuleSet rules,
      InputRecord record,
      InstantSource clock,
      Closing closing) {
    return closing.add(
        "engine",
        new CorrelationEngine(
            config.engine(), rules, clock, Vocabulary.shipped(), record, Witness.NONE));
  }

  private static void restore(
      CorrelationEngine engine,
      Journal journal,
      Predicate<JournalRecord> wanted,
      Consumer<JournalRecord> others) {
    journal.replay(
        entry -> {
          others.accept(entry);
          if (wanted.test(entry)) {
            engine.restore(entry);
          }
        });
  }
}
