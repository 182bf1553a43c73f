// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.List;

/** What is kept of a call's payloads, and in which form. Safe for use by many threads. */
public interface Recording {

  /** Masked views only, readable by whoever can read the journal. */
  Recording NONE =
      new Recording() {
        @Override
        public Payload sealed(SessionId session, StepId step, Place place, Payload payload) {
          return payload;
        }

        @Override
        public List<JournalRecord> clear(
            Step.Attempted attempt,
            JournalRecord.Recorded.Part part,
            int from,
            ClearView text,
            Instant at) {
          return List.of();
        }
      };

  /** Which masked view of a step. */
  enum Place {
    /** Of what it was called with. */
    ARGUMENTS,
    /** Of what came back. */
    RESULT,
    /** Of what a person changed of its arguments. */
    EDIT
  }

  /** The payload as it may be written down or told. */
  Payload sealed(SessionId session, StepId step, Place place, Payload payload);

  /**
   * What the journal is to have of a part of a call in the clear; nothing if it is to have none.
   *
   * @param from the place of its first piece
   */
  List<JournalRecord> clear(
      Step.Attempted attempt,
      JournalRecord.Recorded.Part part,
      int from,
      ClearView text,
      Instant at);
}
