// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Digest;

/**
 * Arguments or a result, as far as it may be known beyond the data path.
 *
 * @param digest keyed digest over the canonical agent view
 * @param sizeBytes size on the wire
 * @param masked JSON text of the masked view: the only view that leaves the gateway process; empty
 *     if there is no payload
 */
public record Payload(Digest digest, int sizeBytes, String masked) {

  /** No payload. */
  public static final Payload NONE = new Payload(Digest.NONE, 0, "");

  public Payload {
    requireNonNull(digest, "digest");
    requireNonNull(masked, "masked");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("sizeBytes: got " + sizeBytes + " (expected: >= 0)");
    }
  }
}
