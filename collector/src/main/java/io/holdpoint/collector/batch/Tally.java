// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

/**
 * What a batch held.
 *
 * @param sound items handed over
 * @param withoutIds spans whose trace id or span id is missing, of the wrong length or all zero
 * @param tooLarge items above {@link #LARGEST_ITEM}
 * @param dropped what the sender says of itself that it left out: attributes, events, links
 */
public record Tally(long sound, long withoutIds, long tooLarge, long dropped) {

  /** A larger span, log record or metric is refused, in bytes. */
  public static final int LARGEST_ITEM = 1 << 20;

  /** Items that were refused. */
  public long rejected() {
    return withoutIds + tooLarge;
  }
}
