// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

/**
 * A rule in the version that judged.
 *
 * @param id for example {@code HP-CHAIN-001}
 * @param version at least 1
 */
public record RuleRef(String id, int version) {

  public RuleRef {
    requireNonNull(id, "id");
    if (version < 1) {
      throw new IllegalArgumentException("rule version: got " + version + " (expected: >= 1)");
    }
  }

  @Override
  public String toString() {
    return id + " v" + version;
  }
}
