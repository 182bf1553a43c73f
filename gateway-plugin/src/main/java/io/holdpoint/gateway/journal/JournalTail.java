// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal: hands over a few records at a time and goes on where it was, also when files
 * are begun, compressed or written anew meanwhile. Nothing of the journal is locked for longer than
 * it takes to ask for its end. For one thread.
 */
public final class JournalTail implements AutoCloseable {

  private final Path folder;
  private final int lookBack;
  private final Supplier<End> ends;
  private final HashChain chain = HashChain.start();

  private final long after;
  private long number;
  private long records;

  /** Records up to this one were handed over before. */
  private long skipped;

  private int offset = Segment.HEADER_BYTES;
  private boolean plain;
  private boolean whole;
  private @Nullable SegmentScan scan;

  /**
   * @param after the number of the record behind which to begin
   * @param lookBack how many files before that record's to begin with
   * @param ends how far the journal has come
   */
  JournalTail(Path folder, long after, int lookBack, Supplier<End> ends) {
    this.folder = requireNonNull(folder, "folder");
    this.after = after;
    this.lookBack = lookBack;
    this.ends = requireNonNull(ends, "ends");
  }

  /**
   * How far a journal has come.
   *
   * @param file the place of its last file among all, 0 if there is none
   * @param size how many bytes of it count
   */
  record End(long file, long size) {}

  /**
   * Hands over what comes next. Records before the one to begin behind are handed over too, from
   * the beginning of the first file that is read: their numbers tell.
   *
   * @param most how many records to hand over at the most
   * @return how many were handed over; 0 if there is nothing more now
   * @throws JournalException if what stands there does not follow
   * @throws IOException if a file cannot be read
   */
  public int next(int most, JournalReading.Reader reader) throws IOException {
    End end = ends.get();
    if (end.file() == 0) {
      return 0;
    }
    if (number == 0) {
      begin(end);
    }
    int handed = 0;
    while (handed < most && number <= end.file()) {
      SegmentScan file = opened(end);
      handed += walk(file, most - handed, reader, end);
      if (offset < file.size()) {
        break;
      }
      boolean goesOn = whole && number < end.file();
      letGo();
      if (!goesOn) {
        break;
      }
      number++;
      offset = Segment.HEADER_BYTES;
    }
    if (!whole) {
      letGo();
    }
    return handed;
  }

  @Override
  public void close() {
    letGo();
  }

  private int walk(SegmentScan file, int most, JournalReading.Reader reader, End end) {
    Visit visit = new Visit(reader, Segment.found(folder, number), number < end.file());
    while (visit.handed < most && offset < file.size()) {
      int next = file.step(offset, chain, visit);
      if (next == offset) {
        if (number == end.file()) {
          return visit.handed;
        }
        throw new JournalException(
            "journal file "
                + Segment.found(folder, number)
                + " at offset "
                + offset
                + ": what stands there is no record that follows");
      }
      offset = next;
    }
    return visit.handed;
  }

  /** Hands over what was not handed over before. */
  private final class Visit implements SegmentScan.Visitor {
    private final JournalReading.Reader reader;
    private final Path path;
    private final boolean closed;
    private int handed;

    Visit(JournalReading.Reader reader, Path path, boolean closed) {
      this.reader = reader;
      this.path = path;
      this.closed = closed;
    }

    @Override
    public void visit(byte[] bytes, int length, long at) {
      records++;
      if (records > skipped) {
        skipped = records;
        handed++;
        reader.read(records, bytes, length, new JournalReading.Place(path, at));
      }
    }

    @Override
    public boolean gap(int count, byte[] hash, long at) {
      if (closed) {
        records += count;
        if (records > skipped) {
          int fresh = (int) Math.min(count, records - skipped);
          skipped = records;
          handed++;
          reader.gap(records, fresh, hash);
        }
      }
      return closed;
    }
  }

  private void begin(End end) throws IOException {
    number = end.file();
    while (number > 1 && header(number).recordsBefore() > after) {
      number--;
    }
    number = Math.max(1, number - lookBack);
    Segment.Header header = header(number);
    chain.reset(HashChain.after(header.previousHash()).head());
    records = header.recordsBefore();
    skipped = records;
  }

  private SegmentScan opened(End end) throws IOException {
    SegmentScan open = scan;
    if (open != null) {
      return open;
    }
    Path path = Segment.found(folder, number);
    try {
      return opened(path, end);
    } catch (NoSuchFileException gone) {
      return opened(Segment.found(folder, number), end); // it was compressed at this moment
    }
  }

  private SegmentScan opened(Path path, End end) throws IOException {
    boolean last = number == end.file();
    SegmentScan fresh = SegmentScan.of(path, last ? end.size() : Long.MAX_VALUE);
    try {
      Segment.Header header = fresh.header();
      boolean beginning = offset == Segment.HEADER_BYTES;
      if (beginning) {
        follow(path, header);
      } else if (!plain || Segment.isCompressed(path)) {
        // Written anew since: offsets have moved, numbers have not.
        chain.reset(HashChain.after(header.previousHash()).head());
        records = header.recordsBefore();
        offset = Segment.HEADER_BYTES;
      }
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
    plain = !Segment.isCompressed(path);
    whole = !last;
    scan = fresh;
    return fresh;
  }

  private void follow(Path path, Segment.Header header) {
    if (header.recordsBefore() != records || !header.previousHash().equals(chain.toString())) {
      throw new JournalException(
          "journal file " + path + ": it does not follow the record before it");
    }
  }

  private Segment.Header header(long file) throws IOException {
    try {
      return Segment.headerOf(Segment.found(folder, file));
    } catch (NoSuchFileException gone) {
      return Segment.headerOf(Segment.found(folder, file));
    }
  }

  private void letGo() {
    SegmentScan open = scan;
    if (open != null) {
      open.close();
      scan = null;
    }
  }
}
