// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import static java.util.Objects.requireNonNull;

/** A request is not taken. The message is for the sender. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** When a sender may try again if nothing better is known, in seconds. */
  private static final int USUAL_DELAY_SECONDS = 2;

  /** No more than this is said, whatever the sender sent. */
  private static final int LONGEST_TEXT = 600;

  private final Refusal refusal;
  private final int retryAfterSeconds;

  RefusedException(Refusal refusal, String message) {
    this(
        refusal,
        message,
        refusal == Refusal.UNAVAILABLE || refusal == Refusal.RATE ? USUAL_DELAY_SECONDS : 0);
  }

  RefusedException(Refusal refusal, String message, int retryAfterSeconds) {
    super(message.length() <= LONGEST_TEXT ? message : message.substring(0, LONGEST_TEXT) + "…");
    this.refusal = refusal;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  Refusal refusal() {
    return refusal;
  }

  /** In how many seconds it may be tried again; 0 if it never may. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** What went wrong, in words for the sender. */
  String text() {
    return requireNonNull(getMessage());
  }
}
