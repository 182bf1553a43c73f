// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireBuffer;
import io.holdpoint.model.wire.WireCodec;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of one append, laid out for one write. Before them stands the hash they follow, so
 * that what is hashed for a frame always lies in one piece. For one thread at a time.
 */
final class Batch {

  private static final int KEPT_BYTES = 256 << 10;
  private static final int FIRST = HashChain.HASH_BYTES;

  private final WireBuffer out = new WireBuffer(8192).remembering();
  private int[] ends = new int[4];
  private int count;

  /**
   * Lays out frames, with room for their hashes.
   *
   * @throws IllegalArgumentException if a record is longer than a frame may be
   */
  void encode(List<JournalRecord> entries) {
    out.clear(KEPT_BYTES);
    out.skip(FIRST);
    count = 0;
    for (JournalRecord entry : entries) {
      int at = out.skip(Integer.BYTES);
      WireCodec.RECORD.append(entry, out);
      int size = out.length() - at - Integer.BYTES;
      if (size > Segment.MAX_RECORD_BYTES) {
        throw new IllegalArgumentException(
            "journal record: got "
                + size
                + " bytes (expected: at most "
                + Segment.MAX_RECORD_BYTES
                + ")");
      }
      out.putInt(at, size);
      add(out.skip(HashChain.HASH_BYTES));
    }
  }

  /** Fills in the hashes, moving {@code chain} on. */
  void chain(HashChain chain) {
    byte[] bytes = out.bytes();
    chain.copyHead(bytes, 0);
    int from = 0;
    for (int i = 0; i < count; i++) {
      chain.addFrame(bytes, from, ends[i]);
      from = ends[i];
    }
  }

  /** How many records. */
  int records() {
    return count;
  }

  byte[] bytes() {
    return out.bytes();
  }

  /** Where the first frame begins. */
  int offset() {
    return FIRST;
  }

  /** How many bytes the frames take. */
  int length() {
    return out.length() - FIRST;
  }

  private void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = end;
  }
}
