// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.StepId;
import java.time.Instant;

/** What calls said in the clear, sealed. */
final class RecordingCodec {

  private static final Words<JournalRecord.Recorded.Part> PART =
      new Words<>(JournalRecord.Recorded.Part.class);

  private RecordingCodec() {}

  static void write(WireBuffer out, JournalRecord.Recorded recorded) {
    out.writeStartObject();
    out.writeName("step");
    out.writeStepId(recorded.step());
    out.writeStringProperty("session", recorded.session().value());
    PART.write(out, "part", recorded.part());
    out.writeNumberProperty("piece", recorded.piece());
    out.writeBooleanProperty("last", recorded.last());
    out.writeStringProperty("sealed", recorded.sealed());
    Words.instant(out, "at", recorded.at());
    out.writeEndObject();
  }

  static JournalRecord.Recorded read(WireReader in) {
    StepId step = null;
    String session = null;
    JournalRecord.Recorded.Part part = null;
    Integer piece = null;
    Boolean last = null;
    String sealed = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "step" -> step = StepId.parse(in.text());
        case "session" -> session = in.text();
        case "part" -> part = PART.read(in);
        case "piece" -> piece = in.integer();
        case "last" -> last = in.flag();
        case "sealed" -> sealed = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.Recorded(
        in.required(step, "step"),
        new SessionId(in.required(session, "session")),
        in.required(part, "part"),
        in.required(piece, "piece"),
        in.required(last, "last"),
        in.required(sealed, "sealed"),
        in.required(at, "at"));
  }
}
