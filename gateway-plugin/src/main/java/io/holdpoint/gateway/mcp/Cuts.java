// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Takes items out of arrays of a JSON text; every other byte stays as it is. */
public final class Cuts {

  private static final byte[] EMPTY_TEXT = {'"', '"'};
  private static final byte[] NOTHING = {};

  private final byte[] source;
  private final List<Cut> cuts = new ArrayList<>(4);

  /**
   * Begins with nothing taken out.
   *
   * @param source not changed
   */
  public Cuts(byte[] source) {
    this.source = source;
  }

  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
  private record Cut(int start, int end, byte[] instead) {}

  /**
   * Takes items out of one array, each with the comma that has no use any more.
   *
   * @param items all items of the array, in their order
   * @param out the indices of those to take out
   */
  public void items(List<RawMember> items, BitSet out) {
    boolean keptBefore = false;
    for (int i = 0; i < items.size(); i++) {
      RawMember item = items.get(i);
      if (!out.get(i)) {
        keptBefore = true;
      } else if (keptBefore) {
        cuts.add(new Cut(items.get(i - 1).end(), item.end(), NOTHING));
      } else {
        int end = i + 1 < items.size() ? items.get(i + 1).start() : item.end();
        cuts.add(new Cut(item.start(), end, NOTHING));
      }
    }
  }

  /** Leaves an empty text where a value stood. */
  public void blank(RawMember value) {
    cuts.add(new Cut(value.start(), value.end(), EMPTY_TEXT));
  }

  /** What is left; the source itself if nothing was taken out. */
  public byte[] toBytes() {
    if (cuts.isEmpty()) {
      return source;
    }
    cuts.sort(Comparator.comparingInt(Cut::start));
    ByteArrayOutputStream left = new ByteArrayOutputStream(source.length);
    int at = 0;
    for (Cut cut : cuts) {
      left.write(source, at, cut.start() - at);
      left.writeBytes(cut.instead());
      at = cut.end();
    }
    left.write(source, at, source.length - at);
    return left.toByteArray();
  }
}
