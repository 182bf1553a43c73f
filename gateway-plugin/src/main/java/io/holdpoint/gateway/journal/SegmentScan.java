// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.json.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads the frames of a file one after the other, checking each against the chain. */
final class SegmentScan implements AutoCloseable {

  private static final int SMALLEST_RECORD = 2;

  private final Arena arena = Arena.ofConfined();
  private final Path path;
  private final ByteBuffer map;
  private byte[] frame = new byte[4096];

  /** Takes the bytes of an intact frame, its hash behind them; valid during the call only. */
  interface Visitor {
    void visit(byte[] bytes, int length, long offset);

    /**
     * Told of records that were taken out.
     *
     * @param hash of the last of them
     * @return true if this may be here
     */
    default boolean gap(int records, byte[] hash, long offset) {
      return false;
    }
  }

  /**
   * @param limit how many bytes of the file to look at, as if it were not compressed
   */
  private SegmentScan(Path path, long limit) throws IOException {
    this.path = path;
    if (Segment.isCompressed(path)) {
      this.map = Unpacking.all(path, arena);
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = Math.min(limit, channel.size());
      this.map =
          size == 0
              ? ByteBuffer.allocate(0)
              : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
    }
  }

  static SegmentScan of(Path path, long limit) throws IOException {
    return new SegmentScan(path, limit);
  }

  /** All of a file. */
  static SegmentScan whole(Path path) throws IOException {
    return new SegmentScan(path, Long.MAX_VALUE);
  }

  /** How many bytes there are to look at. */
  int size() {
    return map.limit();
  }

  /** SHA-256 of them, in hexadecimal. */
  String digest() {
    MessageDigest sha = Hashes.sha256();
    sha.update(map.duplicate().rewind());
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Writes them out as they are. */
  void copyTo(OutputStream out) throws IOException {
    Channels.newChannel(out).write(map.duplicate().rewind());
  }

  /** False if the file is too short to hold even a header. */
  boolean hasHeader() {
    return map.limit() >= Segment.HEADER_BYTES;
  }

  Segment.Header header() {
    return Segment.header(path, map);
  }

  /** The last bytes of the file: the hash of its last frame, or of the one before it. */
  String lastHash() {
    byte[] hash = new byte[HashChain.HASH_BYTES];
    map.get(map.limit() - HashChain.HASH_BYTES, hash);
    return HexFormat.of().formatHex(hash);
  }

  /**
   * Visits every intact frame, moving {@code chain} on.
   *
   * @return the offset behind the last intact frame: the file's end if nothing is wrong
   */
  int run(HashChain chain, Visitor visitor) {
    int offset = Segment.HEADER_BYTES;
    while (offset < map.limit()) {
      int next = step(offset, chain, visitor);
      if (next == offset) {
        return offset;
      }
      offset = next;
    }
    return offset;
  }

  /**
   * Visits the frame at {@code offset}, moving {@code chain} on, if it is intact.
   *
   * @return the offset behind it, or {@code offset} itself if no intact frame begins there
   */
  int step(int offset, HashChain chain, Visitor visitor) {
    int removed = removedAt(offset);
    if (removed > 0) {
      byte[] hash = new byte[HashChain.HASH_BYTES];
      map.get(offset + 4, hash);
      if (!visitor.gap(removed, hash, offset)) {
        return offset;
      }
      chain.reset(hash);
      return offset + Segment.GAP_BYTES;
    }
    int length = lengthAt(offset);
    if (length < 0) {
      return offset;
    }
    byte[] before = chain.head();
    load(offset, length);
    chain.add(frame, 0, length);
    if (!chain.isHead(frame, length)) {
      chain.reset(before);
      return offset;
    }
    visitor.visit(frame, length, offset);
    return offset + length + Segment.FRAME_OVERHEAD;
  }

  /**
   * Looks for an intact frame after a broken one at {@code broken}: a frame that follows from the
   * hash before it. If there is one, bytes were changed; if there is none, the end is torn.
   *
   * @param chain as it stood before the broken frame
   * @return where it begins, or -1
   */
  int intactAfter(int broken, HashChain chain) {
    int length = lengthAt(broken);
    if (length >= 0) {
      load(broken, length);
      HashChain through = HashChain.after(chain.head());
      through.add(frame, 0, length);
      int next = broken + length + Segment.FRAME_OVERHEAD;
      if (follows(next, through)) {
        return next;
      }
    }
    byte[] previous = new byte[HashChain.HASH_BYTES];
    for (int at = broken + HashChain.HASH_BYTES; at < map.limit(); at++) {
      if (lengthAt(at) >= 0) {
        map.get(at - HashChain.HASH_BYTES, previous);
        if (follows(at, HashChain.after(previous))) {
          return at;
        }
      }
    }
    return -1;
  }

  /** The bytes from {@code offset} to the end. */
  ByteBuffer rest(int offset) {
    return map.slice(offset, map.limit() - offset);
  }

  private boolean follows(int offset, HashChain chain) {
    int length = lengthAt(offset);
    if (length < 0) {
      return false;
    }
    load(offset, length);
    chain.add(frame, 0, length);
    return chain.isHead(frame, length);
  }

  /** How many records were taken out at {@code offset}, or 0 if none were. */
  private int removedAt(int offset) {
    return map.limit() - offset < Segment.GAP_BYTES
        ? 0
        : Math.max(0, map.getInt(offset) ^ Segment.GAP_BIT);
  }

  /** The length of the frame at {@code offset}, or -1 if none can be there. */
  private int lengthAt(int offset) {
    if (map.limit() - offset < Segment.FRAME_OVERHEAD + SMALLEST_RECORD) {
      return -1;
    }
    int length = map.getInt(offset);
    boolean fits =
        length >= SMALLEST_RECORD
            && length <= Segment.MAX_RECORD_BYTES
            && length <= map.limit() - offset - Segment.FRAME_OVERHEAD;
    return fits && map.get(offset + 4) == '{' && map.get(offset + 3 + length) == '}' ? length : -1;
  }

  private void load(int offset, int length) {
    int needed = length + HashChain.HASH_BYTES;
    if (frame.length < needed) {
      frame = new byte[Math.max(needed, frame.length * 2)];
    }
    map.get(offset + 4, frame, 0, needed);
  }

  /** Lets go of the file; closing twice does nothing. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
