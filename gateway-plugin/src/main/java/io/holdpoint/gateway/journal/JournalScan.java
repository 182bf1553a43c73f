// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads all files of a journal in order, checking the chain, up to where something is wrong. */
final class JournalScan {

  private final Path folder;
  private final long lastNumber;
  private final long lastSize;

  /**
   * @param lastNumber how many files to read
   * @param lastSize how many bytes of the last one
   */
  JournalScan(Path folder, long lastNumber, long lastSize) {
    this.folder = folder;
    this.lastNumber = lastNumber;
    this.lastSize = lastSize;
  }

  /** Takes the bytes of an intact record, valid during the call only. */
  interface Visitor {
    void visit(byte[] bytes, int length, Path path, long offset);
  }

  FileJournal.Vouched run(Visitor visitor) throws IOException {
    HashChain chain = HashChain.start();
    long[] records = {0};
    for (long number = 1; number <= lastNumber; number++) {
      Path path = Segment.path(folder, number);
      if (!Files.exists(path)) {
        return vouched(records[0], chain, "journal file " + path + ": missing");
      }
      long size = number == lastNumber ? lastSize : Files.size(path);
      try (SegmentScan scan = SegmentScan.of(path, size)) {
        if (!follows(scan, chain, records[0])) {
          String what = "it does not follow the record before it";
          return vouched(records[0], chain, Recovery.describe(path, 0, records[0], what));
        }
        int end =
            scan.run(
                chain,
                (bytes, length, offset) -> {
                  records[0]++;
                  visitor.visit(bytes, length, path, offset);
                });
        if (end < size) {
          String what = "what stands there is no record that follows";
          return vouched(records[0], chain, Recovery.describe(path, end, records[0], what));
        }
      }
    }
    return vouched(records[0], chain, "");
  }

  private static boolean follows(SegmentScan scan, HashChain chain, long records) {
    if (!scan.hasHeader()) {
      return false;
    }
    Segment.Header header = scan.header();
    return header.recordsBefore() == records && header.previousHash().equals(chain.toString());
  }

  private static FileJournal.Vouched vouched(long records, HashChain chain, String broken) {
    return new FileJournal.Vouched(records, chain.toString(), broken);
  }
}
