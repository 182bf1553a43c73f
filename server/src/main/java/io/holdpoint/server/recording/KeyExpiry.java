// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys the keys of sessions whose records were taken out when their time was over. */
public final class KeyExpiry implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(KeyExpiry.class);

  private final SealedRecording recording;
  private final Journal journal;
  private final Map<RecordClass, Duration> kept;
  private final InstantSource clock;

  /**
   * @param kept for how long records are kept, by class
   */
  public KeyExpiry(
      SealedRecording recording,
      Journal journal,
      Map<RecordClass, Duration> kept,
      InstantSource clock) {
    this.recording = requireNonNull(recording, "recording");
    this.journal = requireNonNull(journal, "journal");
    this.kept = Map.copyOf(kept);
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void run() {
    Duration calls = kept.get(RecordClass.CALLS);
    if (calls == null) {
      return;
    }
    int destroyed = recording.expire(clock.instant().minus(calls), this::used);
    if (destroyed > 0) {
      LOG.info("recording: {} keys destroyed, the time of what they seal was over", destroyed);
    }
  }

  private Set<SessionId> used() {
    Set<SessionId> used = new HashSet<>();
    journal.replay(
        entry -> {
          if (entry instanceof JournalRecord.Attempted attempted) {
            used.add(attempted.step().session().id());
          } else if (entry instanceof JournalRecord.Completed completed) {
            used.add(completed.step().session());
          } else if (entry instanceof JournalRecord.Recorded recorded) {
            used.add(recorded.session());
          } else if (entry instanceof JournalRecord.ApprovalAsked asked) {
            used.add(asked.request().attempt().session().id());
          }
        });
    return used;
  }
}
