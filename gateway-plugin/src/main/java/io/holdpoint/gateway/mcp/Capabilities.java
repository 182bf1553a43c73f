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
 * @param holdWay how its caller can be kept waiting
 */
public record Capabilities(
    String progressToken,
    boolean takesJson,
    boolean takesStream,
    boolean closeCancels,
    HoldWay holdWay) {

  public Capabilities {
    requireNonNull(progressToken, "progressToken");
    requireNonNull(holdWay, "holdWay");
  }

  /** Those of a caller that waits for its answer and no more. */
  public Capabilities(
      String progressToken, boolean takesJson, boolean takesStream, boolean closeCancels) {
    this(
        progressToken,
        takesJson,
        takesStream,
        closeCancels,
        takesStream && !progressToken.isEmpty() ? HoldWay.PROGRESS : HoldWay.SILENT);
  }

  /** The same, kept waiting in another way. */
  public Capabilities with(HoldWay way) {
    return new Capabilities(progressToken, takesJson, takesStream, closeCancels, way);
  }

  /** The same, kept waiting while the request is open. */
  public Capabilities waitingInPlace() {
    return with(canProgress() ? HoldWay.PROGRESS : HoldWay.SILENT);
  }

  /** True if the caller can be told that its call still waits. */
  public boolean canProgress() {
    return takesStream && !progressToken.isEmpty();
  }
}
