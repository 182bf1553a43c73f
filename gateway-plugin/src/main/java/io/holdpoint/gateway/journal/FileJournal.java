// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal in a folder of files. An append is one write on the calling thread; with {@link
 * Journal.Durability#DISK} a thread of its own then synchronises all waiting appends at once and
 * completes their stages: what is chained to a stage runs on that thread and must not block.
 *
 * <p>After a failed write or synchronisation the journal takes nothing more until it is opened
 * again: what an append that failed had written is taken back.
 */
public final class FileJournal implements Journal {

  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final Path folder;
  private final JournalSettings settings;
  private final FolderLock folderLock;
  private final GroupCommit commit;

  private final ReentrantLock lock = new ReentrantLock();
  private final ThreadLocal<Batch> batches = ThreadLocal.withInitial(Batch::new);
  private final HashChain chain;
  private Segment active;
  private long number;
  private long records;
  private boolean closed;
  private @Nullable IOException failure;

  private FileJournal(
      Path folder, JournalSettings settings, FolderLock folderLock, Recovery.End end) {
    this.folder = folder;
    this.settings = settings;
    this.folderLock = folderLock;
    this.chain = end.chain();
    this.active = end.segment();
    this.number = end.number();
    this.records = end.records();
    this.commit = new GroupCommit(folder, this::fail);
  }

  /**
   * How far a journal can be vouched for. Without a hash kept outside, a whole end that was taken
   * off cannot be noticed: compare {@code head} with one that left the host.
   *
   * @param records how many records are intact, from the first on
   * @param head the hash of the last of them, in hexadecimal
   * @param broken what is wrong behind it, empty if nothing is
   */
  public record Vouched(long records, String head, String broken) {

    /** True if every record is intact. */
    public boolean whole() {
      return broken.isEmpty();
    }
  }

  /**
   * Opens the journal of a folder, making it if there is none. A torn end is saved beside the file
   * and cut off.
   *
   * @throws JournalException if another process has it open, or if it was tampered with
   * @throws UncheckedIOException if the folder cannot be read or written
   */
  public static FileJournal open(Path folder, JournalSettings settings) {
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        FileJournal journal =
            new FileJournal(folder, settings, lock, new Recovery(folder).recover());
        journal.commit.start();
        return journal;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + folder + ": cannot be opened", e);
    }
  }

  @Override
  public CompletionStage<Void> append(Durability durability, List<JournalRecord> entries) {
    Batch batch = batches.get();
    batch.encode(entries);
    lock.lock();
    try {
      ensureWritable();
      write(batch);
      return switch (durability) {
        case PROCESS -> DONE;
        case DISK -> commit.request(active);
      };
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc} Records appended meanwhile are not handed over.
   *
   * @throws JournalException at the first record that is not intact
   */
  @Override
  public void replay(Consumer<JournalRecord> reader) {
    String broken =
        read((number, bytes, length, place) -> reader.accept(decode(bytes, length, place)))
            .broken();
    if (!broken.isEmpty()) {
      throw new JournalException(broken);
    }
  }

  /** Checks every record there is now against the chain. */
  public Vouched verify() {
    return read((number, bytes, length, place) -> {});
  }

  @Override
  public void close() {
    Segment last;
    lock.lock();
    try {
      closed = true;
      last = active;
    } finally {
      lock.unlock();
    }
    commit.close(last);
    try {
      folderLock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + folder + ": its lock cannot be released", e);
    }
  }

  private void fail(IOException cause) {
    lock.lock();
    try {
      failure = cause;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How far a journal has come.
   *
   * @param records how many there are
   * @param head the hash of the last of them, in hexadecimal
   * @param file the place of the file written to among all, from 1
   */
  public record Position(long records, String head, long file) {}

  /** How far it has come by now. */
  public Position position() {
    lock.lock();
    try {
      return new Position(records, chain.toString(), number);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on in a new file, unless the one written to has no record yet.
   *
   * @throws IllegalStateException if that cannot be made
   */
  public void rotate() {
    lock.lock();
    try {
      ensureWritable();
      if (active.size() > Segment.HEADER_BYTES) {
        roll();
      }
    } catch (IOException e) {
      failure = e;
      throw new IllegalStateException("journal " + folder + ": no new file can be made", e);
    } finally {
      lock.unlock();
    }
  }

  /** The files behind which a new one was begun. */
  public ClosedFiles closedFiles() {
    return new ClosedFiles(folder);
  }

  /**
   * Follows this journal behind a record, also what is appended later.
   *
   * @param after the number of that record, 0 for all of the journal
   * @param lookBack how many files before that one to begin with
   */
  public JournalTail tail(long after, int lookBack) {
    return new JournalTail(folder, after, lookBack, this::end);
  }

  private JournalTail.End end() {
    lock.lock();
    try {
      return new JournalTail.End(number, active.size());
    } finally {
      lock.unlock();
    }
  }

  private static JournalRecord decode(byte[] bytes, int length, JournalReading.Place place) {
    try {
      return WireCodec.RECORD.read(bytes, 0, length);
    } catch (WireFormatException e) {
      throw new JournalException(
          "journal file " + place.file() + " at offset " + place.offset() + ": " + e.getMessage(),
          e);
    }
  }

  private void ensureWritable() {
    if (failure != null) {
      throw new IllegalStateException(
          "journal " + folder + ": takes nothing more since writing failed", failure);
    }
    if (closed) {
      throw new IllegalStateException("journal " + folder + ": closed");
    }
  }

  private void write(Batch batch) {
    try {
      boolean hasRecords = active.size() > Segment.HEADER_BYTES;
      if (hasRecords && active.size() + batch.length() > settings.segmentBytes()) {
        roll();
      }
      batch.chain(chain);
      active.write(batch.bytes(), batch.offset(), batch.length());
      records += batch.records();
    } catch (IOException e) {
      failure = e;
      throw new IllegalStateException("journal " + folder + ": writing failed", e);
    }
  }

  private void roll() throws IOException {
    Segment next =
        Segment.create(
            Segment.path(folder, number + 1), new Segment.Header(records, chain.toString()));
    commit.retire(active);
    active = next;
    number++;
  }

  private Vouched read(JournalReading.Reader reader) {
    try {
      JournalReading.Result result = check(reader);
      return new Vouched(
          result.records(),
          result.head(),
          result.broken().map(JournalReading.Break::text).orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + folder + ": cannot be read", e);
    }
  }

  /**
   * Checks every record there is now against the chain, and hands over those that are intact.
   *
   * @throws IOException if a file cannot be read
   */
  public JournalReading.Result check(JournalReading.Reader reader) throws IOException {
    long lastNumber;
    long lastSize;
    lock.lock();
    try {
      lastNumber = number;
      lastSize = active.size();
    } finally {
      lock.unlock();
    }
    return new JournalScan(folder, lastNumber, lastSize).run(reader);
  }
}
