// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.model.wire.WireFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of a journal in order, checking the chain, up to where something is wrong. Gaps
 * must be told of by a record in the journal itself.
 */
final class JournalScan {

  private static final byte[] EXPIRED =
      "{\"audited\":{\"expired\":".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final long lastNumber;
  private final long lastSize;

  private final HashChain chain = HashChain.start();
  private final Map<Long, Set<String>> told = new HashMap<>();
  private final TreeMap<Long, Gap> gaps = new TreeMap<>();
  private long records;
  private long removed;
  private long files;

  /**
   * @param lastNumber how many files to read
   * @param lastSize how many bytes of the last one
   */
  JournalScan(Path folder, long lastNumber, long lastSize) {
    this.folder = folder;
    this.lastNumber = lastNumber;
    this.lastSize = lastSize;
  }

  /** A file with records taken out. */
  private record Gap(Path file, String digest, long recordsBefore) {}

  JournalReading.Result run(JournalReading.Reader reader) throws IOException {
    for (long number = 1; number <= lastNumber; number++) {
      JournalReading.Break broken = file(number, reader);
      if (broken != null) {
        return result(broken);
      }
      files++;
    }
    return result(unexplained());
  }

  private JournalReading.Result result(JournalReading.@Nullable Break broken) {
    return new JournalReading.Result(
        records, removed, files, chain.toString(), Optional.ofNullable(broken));
  }

  private JournalReading.@Nullable Break file(long number, JournalReading.Reader reader)
      throws IOException {
    Path path = Segment.found(folder, number);
    try {
      return file(number, path, reader);
    } catch (NoSuchFileException gone) {
      Path now = Segment.found(folder, number); // it may have been compressed at this moment
      if (!now.equals(path) && Files.exists(now)) {
        return file(number, now, reader);
      }
      return broken(
          JournalReading.Kind.MISSING_FILE, path, 0, "journal file " + path + ": missing");
    }
  }

  private JournalReading.@Nullable Break file(long number, Path path, JournalReading.Reader reader)
      throws IOException {
    long limit = number == lastNumber ? lastSize : Long.MAX_VALUE;
    try (SegmentScan scan = SegmentScan.of(path, limit)) {
      JournalReading.Break misplaced = beginning(number, path, scan);
      if (misplaced != null) {
        return misplaced;
      }
      long before = records;
      Frames frames = new Frames(reader, path, number < lastNumber);
      int end = scan.run(chain, frames);
      if (end < scan.size()) {
        return changed(number, path, scan, end);
      }
      if (frames.gap) {
        gaps.put(number, new Gap(path, scan.digest(), before));
      }
      return null;
    } catch (ZipException e) {
      return changed(path, 0, "it cannot be unpacked: " + e.getMessage());
    }
  }

  /** Hands records on and keeps what the journal says of gaps. */
  private final class Frames implements SegmentScan.Visitor {
    private final JournalReading.Reader reader;
    private final Path path;
    private final boolean closed;
    private boolean gap;

    Frames(JournalReading.Reader reader, Path path, boolean closed) {
      this.reader = reader;
      this.path = path;
      this.closed = closed;
    }

    @Override
    public void visit(byte[] bytes, int length, long offset) {
      records++;
      if (length > EXPIRED.length
          && Arrays.equals(bytes, 0, EXPIRED.length, EXPIRED, 0, EXPIRED.length)) {
        tell(bytes, length);
      }
      reader.read(records, bytes, length, new JournalReading.Place(path, offset));
    }

    @Override
    public boolean gap(int count, byte[] hash, long offset) {
      if (closed) {
        gap = true;
        records += count;
        removed += count;
        reader.gap(records, count, hash);
      }
      return closed;
    }
  }

  private void tell(byte[] bytes, int length) {
    try {
      if (WireCodec.RECORD.read(bytes, 0, length) instanceof JournalRecord.Audited audited
          && audited.event() instanceof AuditEvent.Expired expired) {
        told.computeIfAbsent(expired.segment(), n -> new HashSet<>()).add(expired.digest());
      }
    } catch (WireFormatException notAWord) {
      // What cannot be read explains no gap, and whoever reads records is told of it.
    }
  }

  private JournalReading.@Nullable Break unexplained() {
    for (Map.Entry<Long, Gap> entry : gaps.entrySet()) {
      Gap gap = entry.getValue();
      if (!told.getOrDefault(entry.getKey(), Set.of()).contains(gap.digest())) {
        return new JournalReading.Break(
            JournalReading.Kind.UNEXPLAINED_GAP,
            gap.file().toString(),
            0,
            gap.recordsBefore(),
            Recovery.describe(
                gap.file(),
                0,
                gap.recordsBefore(),
                "records were taken out, and the journal does not say so"));
      }
    }
    return null;
  }

  private JournalReading.@Nullable Break beginning(long number, Path path, SegmentScan scan)
      throws IOException {
    if (!scan.hasHeader()) {
      return number == lastNumber
          ? broken(
              JournalReading.Kind.TORN_END,
              path,
              0,
              Recovery.describe(path, 0, records, "less than a beginning stands there"))
          : changed(path, 0, "less than a beginning stands there");
    }
    Segment.Header header;
    try {
      header = scan.header();
    } catch (JournalException otherFormat) {
      return changed(path, 0, "it begins with something else");
    }
    if (follows(header)) {
      return null;
    }
    Path right = elsewhere(number);
    if (right != null) {
      String what = "the file that belongs here is " + right.getFileName();
      return broken(
          JournalReading.Kind.MISPLACED_FILE, path, 0, Recovery.describe(path, 0, records, what));
    }
    if (header.recordsBefore() > records) {
      String what = "it follows record " + header.recordsBefore() + ": those between are not there";
      return broken(
          JournalReading.Kind.REMOVED_RECORDS, path, 0, Recovery.describe(path, 0, records, what));
    }
    return changed(path, 0, "it does not follow the record before it");
  }

  private boolean follows(Segment.Header header) {
    return header.recordsBefore() == records && header.previousHash().equals(chain.toString());
  }

  /** A file in another place that would follow here. */
  private @Nullable Path elsewhere(long number) throws IOException {
    for (Path other : Segment.list(folder)) {
      if (Segment.number(other) != number && wouldFollow(other)) {
        return other;
      }
    }
    return null;
  }

  /** What cannot be read follows nothing; it is told of when its turn comes. */
  private boolean wouldFollow(Path other) throws IOException {
    try (SegmentScan scan = SegmentScan.whole(other)) {
      return scan.hasHeader() && follows(scan.header());
    } catch (ZipException | JournalException unreadable) {
      return false;
    }
  }

  private JournalReading.Break changed(long number, Path path, SegmentScan scan, int end) {
    int intact = scan.intactAfter(end, chain);
    if (intact < 0 && number == lastNumber) {
      String what =
          (scan.size() - end) + " bytes follow that are no whole record: a torn or changed end";
      return broken(
          JournalReading.Kind.TORN_END, path, end, Recovery.describe(path, end, records, what));
    }
    return changed(
        path,
        end,
        intact < 0
            ? "what stands there is no record that follows"
            : "bytes were changed or a record taken out: an intact record follows at offset "
                + intact);
  }

  private JournalReading.Break changed(Path path, long offset, String what) {
    return broken(
        JournalReading.Kind.CHANGED, path, offset, Recovery.describe(path, offset, records, what));
  }

  private JournalReading.Break broken(
      JournalReading.Kind kind, Path path, long offset, String text) {
    return new JournalReading.Break(kind, path.toString(), offset, records, text);
  }
}
