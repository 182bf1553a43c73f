// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What may be done to files that are not written to any more: compressing them, and taking records
 * out whose time is over. Each file is written anew beside the old one, brought to the disk, and
 * moved into its place. For one thread; readers may read meanwhile.
 */
public final class ClosedFiles {

  private static final String HALF = ".new";

  /** The level of compression: the next ones take longer and save a few percent. */
  private static final int FAST = 1;

  /** Records, and places where some were taken out before. */
  private static final SegmentScan.Visitor AS_IT_IS =
      new SegmentScan.Visitor() {
        @Override
        public void visit(byte[] bytes, int length, long offset) {}

        @Override
        public boolean gap(int records, byte[] hash, long offset) {
          return true;
        }
      };

  private final Path folder;

  ClosedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A file written anew, not yet in its place.
   *
   * @param number which file
   * @param removed how many records are not in it any more, all in all
   * @param digest SHA-256 of its content, in hexadecimal
   * @param half where it lies
   */
  public record Prepared(long number, long removed, String digest, Path half) {}

  /** When a file was begun, as far as the file system knows; {@code fallback} if it does not. */
  public Instant begun(long number, Instant fallback) {
    try {
      return Files.readAttributes(Segment.found(folder, number), BasicFileAttributes.class)
          .creationTime()
          .toInstant();
    } catch (IOException unknown) {
      return fallback;
    }
  }

  /**
   * How many records the files before one hold.
   *
   * @throws IOException if its beginning cannot be read
   */
  public long recordsBefore(long number) throws IOException {
    return Segment.headerOf(Segment.found(folder, number)).recordsBefore();
  }

  /** True if the file is compressed already. */
  public boolean isCompressed(long number) {
    return Segment.isCompressed(Segment.found(folder, number));
  }

  /**
   * Compresses a closed file as it is.
   *
   * @throws JournalException if the file is not intact
   * @throws IOException if it cannot be written; nothing is lost then
   */
  public void compress(long number) throws IOException {
    Path plain = Segment.path(folder, number);
    if (!Files.exists(plain)) {
      return;
    }
    Path half = half(plain);
    try (SegmentScan scan = SegmentScan.whole(plain);
        FileChannel channel = opened(half)) {
      requireIntact(plain, scan, AS_IT_IS);
      try (OutputStream out = packing(channel)) {
        scan.copyTo(out);
      }
    }
    force(half);
    move(number, half);
  }

  /**
   * Writes a file without some of its records. What is left stays chained; the hashes at {@code
   * marks} stay too.
   *
   * @param number which file
   * @param marks numbers of records at which a checkpoint vouches for the journal
   * @param over true for a record whose time is over
   * @throws JournalException if the file is not intact
   * @throws IOException if it cannot be written
   */
  public Prepared prepare(long number, Set<Long> marks, Predicate<JournalRecord> over)
      throws IOException {
    Path file = Segment.found(folder, number);
    Path half = half(Segment.path(folder, number));
    try (SegmentScan scan = SegmentScan.whole(file);
        FileChannel channel = opened(half)) {
      DigestOutputStream out = new DigestOutputStream(packing(channel), Hashes.sha256());
      Leaving leaving = new Leaving(out, scan.header(), marks, over);
      requireIntact(file, scan, leaving);
      leaving.finish();
      out.close();
      force(half);
      return new Prepared(
          number, leaving.removed, HexFormat.of().formatHex(out.getMessageDigest().digest()), half);
    } catch (Unwritable e) {
      throw e.cause;
    }
  }

  /** Puts a file into its place. The journal must have told of what is taken out by then. */
  public void put(Prepared prepared) throws IOException {
    move(prepared.number(), prepared.half());
  }

  /** Throws a file away that was not put into its place. */
  public void drop(Prepared prepared) throws IOException {
    Files.deleteIfExists(prepared.half());
  }

  private void move(long number, Path half) throws IOException {
    Path plain = Segment.path(folder, number);
    Files.move(
        half,
        Segment.compressed(plain),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Segment.forceFolder(folder);
    Files.deleteIfExists(plain);
    Files.deleteIfExists(Segment.formerlyCompressed(plain));
  }

  private static Path half(Path plain) {
    Path target = Segment.compressed(plain);
    return target.resolveSibling(target.getFileName() + HALF);
  }

  private static FileChannel opened(Path half) throws IOException {
    return FileChannel.open(
        half,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /** Packs fast: files are closed while calls run, and the cores are theirs. */
  private static OutputStream packing(FileChannel channel) throws IOException {
    return new ZstdOutputStreamNoFinalizer(Channels.newOutputStream(channel), FAST)
        .setChecksum(true);
  }

  private static void requireIntact(Path file, SegmentScan scan, SegmentScan.Visitor visitor) {
    HashChain chain = HashChain.after(scan.header().previousHash());
    if (scan.run(chain, visitor) < scan.size()) {
      throw new JournalException("journal file " + file + ": got a broken chain");
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Writing failed within a visit. */
  private static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient IOException cause;

    Unwritable(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** Copies what stays. */
  private static final class Leaving implements SegmentScan.Visitor {
    private final OutputStream out;
    private final Set<Long> marks;
    private final Predicate<JournalRecord> over;
    private final byte[] gapHash = new byte[HashChain.HASH_BYTES];
    private long number;
    private long removed;
    private int gap;

    Leaving(OutputStream out, Segment.Header header, Set<Long> marks, Predicate<JournalRecord> over)
        throws IOException {
      this.out = out;
      this.marks = marks;
      this.over = over;
      this.number = header.recordsBefore();
      out.write(Segment.bytes(header));
    }

    @Override
    public void visit(byte[] bytes, int length, long offset) {
      number++;
      try {
        if (over.test(WireCodec.RECORD.read(bytes, 0, length))) {
          take(1, bytes, length);
          return;
        }
        finish();
        out.write(ByteBuffer.allocate(4).putInt(length).array());
        out.write(bytes, 0, length + HashChain.HASH_BYTES);
      } catch (IOException e) {
        throw new Unwritable(e);
      }
    }

    @Override
    public boolean gap(int records, byte[] hash, long offset) {
      number += records;
      try {
        take(records, hash, 0);
      } catch (IOException e) {
        throw new Unwritable(e);
      }
      return true;
    }

    private void take(int records, byte[] from, int at) throws IOException {
      removed += records;
      gap += records;
      System.arraycopy(from, at, gapHash, 0, gapHash.length);
      if (marks.contains(number)) {
        finish();
      }
    }

    void finish() throws IOException {
      if (gap > 0) {
        out.write(ByteBuffer.allocate(4).putInt(gap | Segment.GAP_BIT).array());
        out.write(gapHash);
        gap = 0;
      }
    }
  }
}
