// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.util.Locale;
import java.util.Optional;

/** What an operator is to the organisation; one may have several. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Works on agents: looks, asks policies, runs back-tests, takes notes. */
  DEVELOPER,
  /** Decides on held calls. */
  APPROVER,
  /** Is on call: stops, lets go, decides on held calls, labels tools, breaks the glass. */
  OPERATOR,
  /** Writes rules: back-tests, puts rule files into force, judges detections. */
  RULE_AUTHOR,
  /** Takes evidence away and checks it; changes nothing. */
  AUDITOR,
  /** May do everything, and says who may what. */
  ADMIN;

  /** As people, files and interfaces call it, for example {@code rule-author}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role of this word, or empty. */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
