// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.ledger;

import java.util.Locale;

/** What is counted of each sender. A loss is what the engine and people will not see. */
public enum Count {
  REQUESTS(false),
  SPANS(false),
  LOG_RECORDS(false),
  DATA_POINTS(false),
  /** As they came over the wire. */
  WIRE_BYTES(false),
  /** After inflation. */
  INFLATED_BYTES(false),

  /** Steps made of what came. */
  STEPS(false),
  /** Spans and records that are no steps of an agent. */
  UNKNOWN(false),
  /** Keys that were not spelt as their convention has it, and understood all the same. */
  MISSPELT(false),
  /** {@code holdpoint.*} attributes of senders that may not set them. */
  STRIPPED(false),
  /** Steps that carried the ids of a gateway's step. */
  CLAIMED(false),
  /** Steps that turned out to be the same call as a gateway's. */
  JOINED(false),
  /** Steps that do not fit what the gateway saw. */
  MISMATCHED(false),
  /** Steps of people for whom the sender is not registered. */
  FOREIGN_PRINCIPAL(false),
  /** Told more than a minute after the fact. */
  LATE(false),

  /** Items refused one by one: without ids, or too large. */
  REJECTED(true),
  /** What the sender left out by its own account. */
  DROPPED_BY_SENDER(true),
  /** Numbers missing from a sequence the sender keeps. */
  MISSING(true),
  /** Spans and entries that should have been steps but could not be read. */
  UNREADABLE(true),
  /** Requests put off for want of room. */
  PUT_OFF(true),
  /** Requests put off because the sender sent more than its share. */
  RATE_LIMITED(true),
  /** Requests refused for good: malformed, too large, of the wrong type. */
  REFUSED(true),
  /** Requests with a token of no registered source. */
  UNKNOWN_CREDENTIAL(true);

  private final boolean loss;

  Count(boolean loss) {
    this.loss = loss;
  }

  /** True if it counts what will not be seen. */
  public boolean isLoss() {
    return loss;
  }

  /** Its name in small letters, with dashes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
