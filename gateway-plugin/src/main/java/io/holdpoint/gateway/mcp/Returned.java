// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

/**
 * What a caller brings back of an earlier answer to the same request.
 *
 * @param state the text it was given to bring back, empty if none
 * @param declined its user did not want to go on
 */
public record Returned(String state, boolean declined) {

  /** The request comes for the first time. */
  public static final Returned NOTHING = new Returned("", false);

  public Returned {
    requireNonNull(state, "state");
  }
}
