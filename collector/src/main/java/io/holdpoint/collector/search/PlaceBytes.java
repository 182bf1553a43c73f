// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.collector.search.IndexedStep.Place;
import java.util.List;
import java.util.function.Consumer;
import org.apache.lucene.util.BytesRef;

/**
 * Ordinals and times of a group's steps as bytes: for each step how much its ordinal is more than
 * the one before, and how much sooner than the group's last one it began, seven bits in a byte,
 * lowest first. For one thread: the bytes are used again.
 */
final class PlaceBytes {

  private static final int LONGEST = 20;

  private byte[] bytes = new byte[GroupDocument.MOST * LONGEST];
  private int length;

  /**
   * The bytes, valid until the next call.
   *
   * @param last when the last of the steps began
   */
  BytesRef of(long last, List<IndexedStep> steps) {
    if (bytes.length < steps.size() * LONGEST) {
      bytes = new byte[steps.size() * LONGEST];
    }
    length = 0;
    int before = 0;
    for (IndexedStep step : steps) {
      number(step.ordinal() - before);
      number(last - step.at());
      before = step.ordinal();
    }
    return new BytesRef(bytes, 0, length);
  }

  /** Hands over the places, in their order. */
  static void read(long segment, long last, BytesRef bytes, Consumer<Place> each) {
    int at = bytes.offset;
    int end = bytes.offset + bytes.length;
    long ordinal = 0;
    while (at < end) {
      long more = 0;
      for (int shift = 0, octet = -1; octet < 0; shift += 7) {
        octet = bytes.bytes[at++];
        more |= (octet & 0x7fL) << shift;
      }
      ordinal += more;
      long sooner = 0;
      for (int shift = 0, octet = -1; octet < 0; shift += 7) {
        octet = bytes.bytes[at++];
        sooner |= (octet & 0x7fL) << shift;
      }
      each.accept(new Place(last - sooner, segment, (int) ordinal));
    }
  }

  private void number(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }
}
