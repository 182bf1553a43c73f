// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;

/**
 * Names what lies below every session of one agent identity: what cannot be shed by new ids.
 *
 * @param value {@code f-} and 24 lower-case hexadecimal digits
 */
public record FloorId(String value) {

  public FloorId {
    requireNonNull(value, "value");
    if (!value.startsWith("f-") || value.length() < 3) {
      throw new IllegalArgumentException(
          "floor id: got \"" + value + "\" (expected: f- followed by hexadecimal digits)");
    }
  }

  /** The floor of a credential: the same in every process and after every restart. */
  public static FloorId of(AgentIdentity identity) {
    String clientId = identity.clientId() == null ? "" : identity.clientId();
    return new FloorId(
        "f-"
            + Hashes.sha256Hex(
                24, identity.tenant(), identity.issuer(), identity.subject(), clientId));
  }

  @Override
  public String toString() {
    return value;
  }
}
