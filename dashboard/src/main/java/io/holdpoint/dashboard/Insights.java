// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import java.util.Optional;

/** What other parts know of sessions beyond what is stored. Safe for use by many threads. */
public interface Insights {

  /** Nobody knows more. */
  Insights NONE = new Insights() {};

  /**
   * Who owns the agent behind a principal.
   *
   * @param principal its authenticated subject
   * @return the registered owner, or empty if none is registered
   */
  default Optional<String> owner(String principal) {
    return Optional.empty();
  }
}
