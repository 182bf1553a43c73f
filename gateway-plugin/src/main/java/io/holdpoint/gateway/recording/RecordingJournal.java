// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A journal whose payloads are sealed on the disk and open to who replays it here. A key is as sure
 * as what it seals. Closing it closes nothing.
 */
public final class RecordingJournal implements Journal {

  private final Journal journal;
  private final SealedRecording recording;
  private final RecordPayloads sealing;

  /**
   * @param journal what is written to
   * @param recording seals and opens
   */
  public RecordingJournal(Journal journal, SealedRecording recording) {
    this.journal = requireNonNull(journal, "journal");
    this.recording = requireNonNull(recording, "recording");
    this.sealing = new RecordPayloads(new Sealing());
  }

  private final class Sealing implements RecordPayloads.Change {
    @Override
    public Payload of(SessionId session, StepId step, Recording.Place place, Payload payload) {
      return recording.sealed(session, step, place, payload);
    }

    @Override
    public String waiting(SessionId session, StepId step, Recording.Place place, String text) {
      return recording.sealedText(session, step, place, text);
    }
  }

  private final class Opening implements RecordPayloads.Change {
    @Override
    public Payload of(SessionId session, StepId step, Recording.Place place, Payload payload) {
      return recording.opened(session, step, place, payload);
    }

    @Override
    public String waiting(SessionId session, StepId step, Recording.Place place, String text) {
      return recording.openedText(session, step, place, text);
    }
  }

  @Override
  public CompletionStage<Void> append(Durability durability, List<JournalRecord> records) {
    List<JournalRecord> sealed = new ArrayList<>(records.size());
    boolean needsKeys = false;
    for (JournalRecord entry : records) {
      JournalRecord kept = sealing.changed(entry);
      needsKeys |= !kept.equals(entry) || entry instanceof JournalRecord.Recorded;
      sealed.add(kept);
    }
    if (durability == Durability.PROCESS || !needsKeys) {
      return journal.append(durability, sealed);
    }
    CompletionStage<Void> keys = recording.durable();
    return journal.append(durability, sealed).thenCombine(keys, (written, known) -> null);
  }

  @Override
  public void replay(Consumer<JournalRecord> reader) {
    RecordPayloads opening = new RecordPayloads(new Opening());
    journal.replay(
        entry -> {
          recording.restore(entry);
          sealing.learn(entry);
          reader.accept(opening.changed(entry));
        });
  }

  @Override
  public void close() {}
}
