// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;

/**
 * Names an authenticated person or service account, whatever credentials it uses.
 *
 * @param value {@code p-} and 24 lower-case hexadecimal digits
 */
public record PrincipalId(String value) {

  public PrincipalId {
    requireNonNull(value, "value");
    if (!value.startsWith("p-") || value.length() < 3) {
      throw new IllegalArgumentException(
          "principal id: got \"" + value + "\" (expected: p- followed by hexadecimal digits)");
    }
  }

  /** The principal behind a credential: the same in every process and after every restart. */
  public static PrincipalId of(AgentIdentity identity) {
    return new PrincipalId(
        "p-" + Hashes.sha256Hex(24, identity.tenant(), identity.issuer(), identity.subject()));
  }

  @Override
  public String toString() {
    return value;
  }
}
