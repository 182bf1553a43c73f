// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.sign;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs a journal now and then and hands what it signed to those outside. A sink that fails gets
 * the newest one when its turn comes again: it vouches for all before it. For one thread, after
 * {@link #restore}.
 */
public final class Checkpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final FileJournal journal;
  private final String journalId;
  private final AuditKey key;
  private final List<AnchorSink> sinks;
  private final InstantSource clock;
  private final Set<Long> marks = new HashSet<>();
  private final Map<AnchorSink, Checkpoint> owed = new HashMap<>();
  private final Set<AnchorSink> failing = ConcurrentHashMap.newKeySet();
  private long sequence;
  private long quiet;

  /**
   * @param journalId names the journal
   * @param sinks where checkpoints go; closed together with this
   */
  public Checkpoints(
      FileJournal journal,
      String journalId,
      AuditKey key,
      List<AnchorSink> sinks,
      InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.journalId = requireNonNull(journalId, "journalId");
    this.key = requireNonNull(key, "key");
    this.sinks = List.copyOf(sinks);
    this.clock = requireNonNull(clock, "clock");
  }

  /** Told of every record of the journal, in order, before anything else. */
  public void restore(JournalRecord entry) {
    if (entry instanceof JournalRecord.Audited audited
        && audited.event() instanceof AuditEvent.Signed signed) {
      remember(signed.checkpoint());
    }
  }

  /** Numbers of the records at which a checkpoint vouches for the journal. */
  public Set<Long> marks() {
    return marks;
  }

  /**
   * Signs the journal if anything was written since the last time, and hands over what is owed.
   *
   * @return what was signed
   * @throws IllegalStateException if the journal takes nothing more
   */
  public Optional<Checkpoint> sign() {
    FileJournal.Position position = journal.position();
    Optional<Checkpoint> made = Optional.empty();
    if (position.records() > quiet) {
      Checkpoint checkpoint =
          key.sign(
              new Checkpoint(
                  journalId,
                  sequence + 1,
                  position.records(),
                  position.head(),
                  clock.instant(),
                  "",
                  ""));
      journal
          .append(
              Journal.Durability.DISK,
              List.of(new JournalRecord.Audited(new AuditEvent.Signed(checkpoint))))
          .toCompletableFuture()
          .join();
      remember(checkpoint);
      sinks.forEach(sink -> owed.put(sink, checkpoint));
      made = Optional.of(checkpoint);
    }
    new ArrayList<>(owed.keySet()).forEach(this::deliver);
    return made;
  }

  /** Names of the sinks that have not taken the newest checkpoint. */
  public List<String> failing() {
    return failing.stream().map(AnchorSink::name).sorted().toList();
  }

  @Override
  public void close() {
    sinks.forEach(AnchorSink::close);
  }

  private void remember(Checkpoint checkpoint) {
    sequence = Math.max(sequence, checkpoint.sequence());
    quiet = checkpoint.records() + 1;
    marks.add(checkpoint.records());
  }

  private void deliver(AnchorSink sink) {
    Checkpoint checkpoint = requireNonNull(owed.get(sink));
    try {
      sink.deliver(checkpoint);
      owed.remove(sink);
      if (failing.remove(sink)) {
        LOG.info("audit anchors: {} takes checkpoints again", sink.name());
      }
    } catch (IOException e) {
      if (failing.add(sink)) {
        LOG.error(
            "audit anchors: {} did not take checkpoint {}; it is offered again: {}",
            sink.name(),
            checkpoint.sequence(),
            e.toString());
      }
    }
  }
}
