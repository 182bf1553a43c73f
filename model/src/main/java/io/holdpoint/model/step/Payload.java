// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Digest;
import java.util.List;

/**
 * Arguments or a result, as far as it may be known beyond the data path.
 *
 * @param digest keyed digest over the canonical agent view
 * @param sizeBytes size on the wire
 * @param masked JSON text of the masked view: the only view that leaves the gateway process; empty
 *     if there is no payload
 * @param values keyed prints of values in the agent view, by which it is found again
 */
public record Payload(Digest digest, int sizeBytes, String masked, List<String> values) {

  /** No payload. */
  public static final Payload NONE = new Payload(Digest.NONE, 0, "");

  public Payload {
    requireNonNull(digest, "digest");
    requireNonNull(masked, "masked");
    values = List.copyOf(values);
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("sizeBytes: got " + sizeBytes + " (expected: >= 0)");
    }
  }

  /** No masked view of a payload begins like this: texts at the top are masked. */
  private static final String SEALED = "\"sealed:";

  /** The same, with the masked view sealed: {@code sealed} has no characters JSON escapes. */
  public Payload withSealed(String sealed) {
    return with(SEALED + sealed + "\"");
  }

  /** The same, with another masked view. */
  public Payload with(String view) {
    return new Payload(digest, sizeBytes, view, values);
  }

  /** True if the masked view can be read with the key of its session only. */
  public boolean isSealed() {
    return masked.startsWith(SEALED);
  }

  /** What is sealed; empty if nothing is. */
  public String sealed() {
    return isSealed() ? masked.substring(SEALED.length(), masked.length() - 1) : "";
  }

  /** Without prints. */
  public Payload(Digest digest, int sizeBytes, String masked) {
    this(digest, sizeBytes, masked, List.of());
  }
}
