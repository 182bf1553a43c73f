// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of a journal without opening it: also a copy, also one that is broken, also while
 * another process writes. Nothing is changed.
 */
public final class JournalReading {

  private final Path folder;

  /**
   * @param folder holds the files
   */
  public JournalReading(Path folder) {
    this.folder = folder;
  }

  /** What can be wrong. */
  public enum Kind {
    /** A file is not there. */
    MISSING_FILE,
    /** A file lies in the place of another. */
    MISPLACED_FILE,
    /** Records are missing at the end of a closed file. */
    REMOVED_RECORDS,
    /** Bytes were changed, or a record taken out. */
    CHANGED,
    /** The last file ends within a record, as after a cut; the last record was changed looks so. */
    TORN_END,
    /** Records were taken out without a word of it in the journal. */
    UNEXPLAINED_GAP
  }

  /**
   * The first thing that is wrong.
   *
   * @param kind what
   * @param file in which file
   * @param offset where in it, in bytes, as if it were not compressed
   * @param records how many records before it are intact
   * @param text all of this for people
   */
  public record Break(Kind kind, String file, long offset, long records, String text) {}

  /**
   * Where a record stands.
   *
   * @param file in which file
   * @param offset where in it, in bytes, as if it were not compressed
   */
  public record Place(Path file, long offset) {}

  /**
   * What was read.
   *
   * @param records how many records are intact, from the first on, those taken out included
   * @param removed how many of them were taken out because their time was over
   * @param files how many files were read
   * @param head the hash of the last of them, in hexadecimal
   * @param broken what is wrong behind them
   */
  public record Result(
      long records, long removed, long files, String head, Optional<Break> broken) {}

  /** Is told of intact records in order. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a record.
     *
     * @param number its number, from 1
     * @param bytes its JSON, and behind it 32 bytes hash; valid during the call only
     * @param length of the JSON
     * @param place where it stands
     */
    void read(long number, byte[] bytes, int length, Place place);

    /**
     * Takes notice of records that were taken out.
     *
     * @param last number of the last of them
     * @param removed how many
     * @param hash of the last of them
     */
    default void gap(long last, int removed, byte[] hash) {}
  }

  /**
   * Reads what is there now behind a record; the chain is checked from the first file read on.
   *
   * @param after the number of that record, 0 for all of the journal
   * @param lookBack how many files before that one to begin with
   * @throws IOException if the folder cannot be read
   */
  public JournalTail tail(long after, int lookBack) throws IOException {
    List<Path> files = Segment.list(folder);
    Path last = files.isEmpty() ? Segment.path(folder, 1) : files.getLast();
    long size =
        !Files.exists(last) ? 0 : Segment.isCompressed(last) ? Long.MAX_VALUE : Files.size(last);
    JournalTail.End end = new JournalTail.End(files.isEmpty() ? 0 : Segment.number(last), size);
    return new JournalTail(folder, after, lookBack, () -> end);
  }

  /**
   * Reads up to the first thing that is wrong.
   *
   * @throws IOException if the folder cannot be read
   */
  public Result read(Reader reader) throws IOException {
    List<Path> files = Segment.list(folder);
    if (files.isEmpty()) {
      return new JournalScan(folder, 1, Long.MAX_VALUE).run(reader);
    }
    Path last = files.getLast();
    long size = Segment.isCompressed(last) ? Long.MAX_VALUE : Files.size(last);
    return new JournalScan(folder, Segment.number(last), size).run(reader);
  }
}
