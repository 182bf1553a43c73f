// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

/**
 * What an agent says it is. A claim is shown and never used as a key.
 *
 * @param name the claimed name, empty if none was given
 * @param version the claimed version, empty if none was given
 */
public record AgentClaim(String name, String version) {

  /** The claim of an agent that said nothing about itself. */
  public static final AgentClaim NONE = new AgentClaim("", "");

  public AgentClaim {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
  }
}
