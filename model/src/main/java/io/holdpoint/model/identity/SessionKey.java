// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

/**
 * What set a session apart from the others of its floor.
 *
 * @param source where the key was taken from
 * @param value the key as received; never trusted beyond {@code grade}
 * @param grade how well the key is attested; a key below G1 is weak and only subdivides the floor
 */
public record SessionKey(KeySource source, String value, EvidenceGrade grade) {

  public SessionKey {
    requireNonNull(source, "source");
    requireNonNull(value, "value");
    requireNonNull(grade, "grade");
  }

  /** True if the caller could have chosen the key at will. */
  public boolean isWeak() {
    return !grade.mayLoosen();
  }
}
