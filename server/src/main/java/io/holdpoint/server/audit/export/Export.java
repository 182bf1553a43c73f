// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.gateway.journal.JournalTail;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a journal and hands over the records that a filter asks for, one at a time: memory does not
 * grow with the journal. A copy will do, and no other part of the product need run.
 */
public final class Export {

  private static final int AT_A_TIME = 1024;

  /** How far back steps may have begun of which later records are exported. */
  private static final int LOOK_BACK_FILES = 1;

  private final Source source;

  /**
   * @param source the journal
   */
  public Export(Source source) {
    this.source = requireNonNull(source, "source");
  }

  /** Where records come from. */
  @FunctionalInterface
  public interface Source {
    /** A reading behind a record, beginning {@code lookBack} files before that record's. */
    JournalTail tail(long after, int lookBack) throws IOException;
  }

  /** Takes what is exported. */
  @FunctionalInterface
  public interface Sink {
    /** Takes a record. */
    void take(AuditRecord entry) throws IOException;

    /** Takes notice of records that are not in the journal any more: their time was over. */
    default void gone(long last, int removed) throws IOException {}
  }

  /**
   * What was read.
   *
   * @param cursor the number of the last record looked at: where to go on next time
   * @param taken how many were handed over
   * @param gone how many of those looked at had been taken out when their time was over
   */
  public record Result(long cursor, long taken, long gone) {}

  /**
   * Exports.
   *
   * @param last the number of the last record to look at
   * @throws IOException if the journal cannot be read or the sink fails
   * @throws io.holdpoint.gateway.journal.JournalException if the journal is not intact
   */
  public Result run(ExportFilter filter, long last, Sink sink) throws IOException {
    // A session's records name only the step: without its attempt they would be left out.
    long from = filter.session().isEmpty() ? filter.after() : 0;
    try (JournalTail tail = source.tail(from, LOOK_BACK_FILES)) {
      Pass pass = new Pass(filter, last, sink);
      boolean more = true;
      while (more && pass.cursor < last) {
        more = tail.next(AT_A_TIME, pass) > 0;
      }
      return new Result(pass.cursor, pass.taken, pass.gone);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The journal's name, as its first checkpoint says.
   *
   * @return empty if it has none
   * @throws IOException if the journal cannot be read
   */
  public Optional<String> journal() throws IOException {
    NameReader name = new NameReader();
    try (JournalTail tail = source.tail(0, 0)) {
      boolean more = true;
      while (more && name.found.isEmpty()) {
        more = tail.next(AT_A_TIME, name) > 0;
      }
    }
    return name.found.isEmpty() ? Optional.empty() : Optional.of(name.found);
  }

  private static final class NameReader implements JournalReading.Reader {
    private static final byte[] SIGNED =
        "{\"audited\":{\"signed\":".getBytes(StandardCharsets.US_ASCII);
    private String found = "";

    @Override
    public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
      boolean signed =
          length > SIGNED.length
              && Arrays.equals(bytes, 0, SIGNED.length, SIGNED, 0, SIGNED.length);
      if (signed
          && found.isEmpty()
          && WireCodec.RECORD.read(bytes, 0, length) instanceof JournalRecord.Audited audited
          && audited.event() instanceof AuditEvent.Signed checkpoint) {
        found = checkpoint.checkpoint().journal();
      }
    }
  }

  private static final class Pass implements JournalReading.Reader {
    private final ExportFilter filter;
    private final long last;
    private final Sink sink;
    private final AuditRecords records = new AuditRecords();
    private long cursor;
    private long taken;
    private long gone;

    Pass(ExportFilter filter, long last, Sink sink) {
      this.filter = filter;
      this.last = last;
      this.sink = sink;
      this.cursor = filter.after();
    }

    @Override
    public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
      if (number <= filter.after()) {
        records.pass(bytes, length);
        return;
      }
      if (number > last) {
        return;
      }
      cursor = number;
      AuditRecord entry = records.read(number, bytes, length);
      if (filter.takes(entry)) {
        taken++;
        try {
          sink.take(entry);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void gap(long end, int removed, byte[] hash) {
      if (end <= filter.after() || end > last) {
        return;
      }
      cursor = end;
      int fresh = (int) Math.min(removed, end - filter.after());
      gone += fresh;
      try {
        sink.gone(end, fresh);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
