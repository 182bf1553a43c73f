// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.signal.Bypass;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where the glass is broken. Safe for use by many threads. */
public interface BypassDesk {

  /** The bypass that is on now. */
  Optional<Bypass> standing();

  /**
   * Begins one, or puts it in place of the one that is on.
   *
   * @param lasting after which it ends by itself
   * @return completes once it is durable, and counts from then on; fails if it cannot be
   * @throws IllegalArgumentException if it would last too long, or there is no reason
   */
  CompletionStage<Bypass> begin(Duration lasting, String by, String reason);

  /** Ends it before its time. Does nothing if there is none. */
  CompletionStage<Void> end(String by);
}
