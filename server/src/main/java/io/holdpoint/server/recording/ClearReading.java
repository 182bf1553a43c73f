// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts what a session's calls said in the clear together from its pieces. For one thread. */
final class ClearReading {

  private final Export.Source journal;
  private final SealedRecording recording;
  private final Map<String, Open> open = new HashMap<>();

  ClearReading(Export.Source journal, SealedRecording recording) {
    this.journal = journal;
    this.recording = recording;
  }

  /**
   * What was said.
   *
   * @param step of which step
   * @param part arguments, messages or result
   * @param text what was said, as far as it could be read
   * @param trouble what could not be read of it, and why; empty if nothing
   */
  record Said(String step, String part, Instant at, String text, String trouble) {}

  /** Takes what was said, in the journal's order. */
  interface Sink {
    void take(Said said) throws IOException;
  }

  private static final class Open {
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String trouble = "";
    private int next;
  }

  void read(String session, long last, Sink sink) throws IOException {
    ExportFilter filter =
        new ExportFilter(
            0,
            Instant.MIN,
            Instant.MAX,
            session,
            Set.of(RecordClass.CALLS.name().toLowerCase(Locale.ROOT)));
    new Export(journal)
        .run(
            filter,
            last,
            entry -> {
              if (entry.entry() instanceof JournalRecord.Recorded piece) {
                take(piece, sink);
              }
            });
  }

  private void take(JournalRecord.Recorded piece, Sink sink) throws IOException {
    String part = piece.part().name().toLowerCase(Locale.ROOT);
    String place = piece.step() + " " + part;
    Open said = open.computeIfAbsent(place, key -> new Open());
    SealedRecording.Piece opened = recording.opened(piece);
    if (!opened.why().isEmpty()) {
      said.trouble = opened.why();
    } else if (piece.piece() != said.next) {
      said.trouble = "pieces are missing or came twice";
    }
    said.next = piece.piece() + 1;
    said.bytes.writeBytes(opened.bytes());
    if (piece.last()) {
      sink.take(
          new Said(
              piece.step().toString(), part, piece.at(), said.bytes.toString(UTF_8), said.trouble));
      if (piece.part() == JournalRecord.Recorded.Part.MESSAGES) {
        said.bytes = new ByteArrayOutputStream();
        said.trouble = "";
      } else {
        open.remove(place);
      }
    }
  }
}
