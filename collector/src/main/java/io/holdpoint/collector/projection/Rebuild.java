// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Source;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.StepListener;
import java.io.Flushable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Fills a store from all that the log still holds, as it was filled at first. Nobody is asked to
 * judge again, so detections in steps that frameworks alone told of do not come back. For one
 * thread.
 */
public final class Rebuild {

  private final TelemetryLog log;
  private final SessionStore store;
  private final StoreWriter writer;
  private final Translator translator;
  private final Batch batch;

  /**
   * @param told is told of what is stored
   * @param contents says what is kept of the content of frameworks' steps
   * @param sources who may tell of the same calls as a gateway
   */
  public Rebuild(
      TelemetryLog log,
      SessionStore store,
      StepListener told,
      ContentView contents,
      List<Source> sources) {
    SourceLedger ledger = new SourceLedger();
    this.log = log;
    this.store = store;
    this.writer = new StoreWriter(store, List.of(told));
    this.translator = new Translator(ledger, contents, sources);
    this.batch = new Batch(ledger);
  }

  /**
   * Fills the store and notes that all of the log is in it.
   *
   * @return how many entries were read
   * @throws IOException if the log cannot be read
   */
  public long run() throws IOException {
    long entries = 0;
    long next = log.first();
    for (Optional<TelemetryLog.Read> read = log.read(next);
        read.isPresent();
        read = log.read(next)) {
      translator.translate(read.get().entry(), next, batch, this::store);
      if (batch.isFull()) {
        store();
      }
      next = read.get().next();
      entries++;
    }
    translator.waitNoLonger(batch);
    store();
    if (store instanceof Flushable flushable) {
      flushable.flush();
    }
    log.projected(next);
    return entries;
  }

  private void store() {
    batch.monitored(List.of());
    if (!batch.isEmpty()) {
      writer.write(batch.steps(), batch.detections());
    }
    batch.clear();
  }
}
