// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

/**
 * A durable signal.
 *
 * @param sequence rises by one with each signal, from 1
 * @param signal what was ordered
 */
public record Published(long sequence, Signal signal) {

  public Published {
    requireNonNull(signal, "signal");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: got " + sequence + " (expected: >= 1)");
    }
  }
}
