// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import static java.util.Objects.requireNonNull;

/** A request is not taken. The message is for the sender. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal, String message) {
    super(message);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** What went wrong, in words for the sender. */
  String text() {
    return requireNonNull(getMessage());
  }
}
