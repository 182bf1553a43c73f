// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

/**
 * What one judge said.
 *
 * @param judge for example {@code gate} or {@code engine}
 * @param verdict its verdict
 * @param reason why
 */
public record Contribution(String judge, Verdict verdict, Reason reason) {

  public Contribution {
    requireNonNull(judge, "judge");
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
  }
}
