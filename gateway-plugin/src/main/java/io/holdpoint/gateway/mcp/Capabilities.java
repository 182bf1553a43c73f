// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

/**
 * What may be done with an exchange while it is under way.
 *
 * @param progressToken as JSON text; empty if the caller takes no progress
 * @param takesJson the caller accepts a plain answer
 * @param takesStream the caller accepts an event stream
 * @param closeCancels closing the stream is the protocol's way to cancel
 */
public record Capabilities(
    String progressToken, boolean takesJson, boolean takesStream, boolean closeCancels) {

  public Capabilities {
    requireNonNull(progressToken, "progressToken");
  }

  /** True if the caller can be told that its call still waits. */
  public boolean canProgress() {
    return takesStream && !progressToken.isEmpty();
  }
}
