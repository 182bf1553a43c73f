// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where a journal ends. A torn end is what a cut leaves: it is saved aside and taken off.
 * Anything else that is wrong was done to the file, and is left alone for a person to look at.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Path folder;

  Recovery(Path folder) {
    this.folder = folder;
  }

  /**
   * The end of a journal.
   *
   * @param segment the file to go on with
   * @param number its place among all, from 1
   * @param records how many records there are
   * @param chain stands at the last of them
   */
  record End(Segment segment, long number, long records, HashChain chain) {}

  End recover() throws IOException {
    List<Path> files = Segment.list(folder);
    checkNumbers(files);
    while (!files.isEmpty()) {
      Path last = files.getLast();
      String before = previousHash(files);
      try (SegmentScan scan = SegmentScan.whole(last)) {
        if (scan.hasHeader()) {
          return Segment.isCompressed(last) ? behind(last, scan) : endOf(last, scan, before);
        }
      }
      removeStump(last);
      files.removeLast();
    }
    return first();
  }

  private End first() throws IOException {
    HashChain chain = HashChain.start();
    Segment segment =
        Segment.create(Segment.path(folder, 1), new Segment.Header(0, chain.toString()));
    return new End(segment, 1, 0, chain);
  }

  /** A closed file is the last one: the one behind it had no header yet when the power went. */
  private End behind(Path last, SegmentScan scan) throws IOException {
    HashChain chain = HashChain.after(scan.header().previousHash());
    Counting counting = new Counting(scan.header().recordsBefore());
    int end = scan.run(chain, counting);
    if (end < scan.size()) {
      throw broken(last, end, counting.records, "it is closed, and not whole");
    }
    long number = Segment.number(last) + 1;
    Segment segment =
        Segment.create(
            Segment.path(folder, number), new Segment.Header(counting.records, chain.toString()));
    return new End(segment, number, counting.records, chain);
  }

  private static final class Counting implements SegmentScan.Visitor {
    private long records;

    Counting(long records) {
      this.records = records;
    }

    @Override
    public void visit(byte[] bytes, int length, long offset) {
      records++;
    }

    @Override
    public boolean gap(int removed, byte[] hash, long offset) {
      records += removed;
      return true;
    }
  }

  private End endOf(Path last, SegmentScan scan, String before) throws IOException {
    Segment.Header header = scan.header();
    if (Segment.number(last) == 1 && header.recordsBefore() != 0) {
      throw broken(last, 0, -1, "the first file speaks of records before it");
    }
    if (!before.isEmpty() && !header.previousHash().equals(before)) {
      throw broken(
          last,
          0,
          header.recordsBefore(),
          "it follows hash " + header.previousHash() + ", the file before it ends with " + before);
    }
    HashChain chain = HashChain.after(header.previousHash());
    long[] records = {header.recordsBefore()};
    int end = scan.run(chain, (bytes, length, offset) -> records[0]++);
    if (end < Files.size(last)) {
      int intact = scan.intactAfter(end, chain);
      if (intact >= 0) {
        throw broken(last, end, records[0], "an intact record follows at offset " + intact);
      }
      cut(last, scan, end, records[0]);
    }
    return new End(Segment.open(last), Segment.number(last), records[0], chain);
  }

  /**
   * What the last file must follow: the last bytes of the file before it, or nothing known if that
   * one is compressed. Reading the journal checks those.
   */
  private String previousHash(List<Path> files) throws IOException {
    String before = HashChain.start().toString();
    for (int i = 0; i < files.size() - 1; i++) {
      Path file = files.get(i);
      if (Segment.isCompressed(file)) {
        before = "";
        continue;
      }
      try (SegmentScan scan = SegmentScan.whole(file)) {
        boolean follows =
            scan.hasHeader() && (before.isEmpty() || scan.header().previousHash().equals(before));
        if (!follows) {
          throw broken(file, 0, -1, "it does not follow the end of the file before it");
        }
        before = scan.lastHash();
      }
    }
    return before;
  }

  private void checkNumbers(List<Path> files) {
    for (int i = 0; i < files.size(); i++) {
      if (Segment.number(files.get(i)) != i + 1) {
        throw new JournalException(
            "journal "
                + folder
                + ": got "
                + files.get(i).getFileName()
                + " (expected: "
                + Segment.path(folder, i + 1).getFileName()
                + "): a file is missing. Nothing was changed. Put it back from a copy, or move the"
                + " folder away to start a new journal.");
      }
    }
  }

  private void cut(Path file, SegmentScan scan, int end, long records) throws IOException {
    Path aside = aside(file, end);
    try (FileChannel out =
        FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var rest = scan.rest(end);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    long size = Files.size(file);
    scan.close();
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(end);
      cut.getFD().sync();
    }
    LOG.warn(
        "journal file {}: got {} bytes after record {} at offset {} that are no whole record"
            + " (expected: none): a torn end, saved as {} and cut off",
        file,
        size - end,
        records,
        end,
        aside.getFileName());
  }

  private void removeStump(Path file) throws IOException {
    if (Files.size(file) > 0) {
      Files.copy(file, aside(file, 0));
    }
    Files.delete(file);
    LOG.warn(
        "journal file {}: got less than a header (expected: a header): a torn beginning, removed",
        file);
  }

  private static Path aside(Path file, long offset) {
    String name = file.getFileName() + "." + offset;
    Path aside = file.resolveSibling(name + ".torn");
    for (int n = 2; Files.exists(aside); n++) {
      aside = file.resolveSibling(name + "-" + n + ".torn");
    }
    return aside;
  }

  private static JournalException broken(Path file, long offset, long records, String what) {
    return new JournalException(describe(file, offset, records, what));
  }

  /** What to tell of a broken chain. */
  static String describe(Path file, long offset, long records, String what) {
    return ("journal file "
        + file
        + ": got a broken chain at offset "
        + offset
        + (records < 0 ? "" : " after record " + records)
        + " (expected: each record's hash follows from the one before): "
        + what
        + ". Nothing was changed. Keep the folder as evidence: restore it from a copy, or move"
        + " it away to start a new journal.");
  }
}
