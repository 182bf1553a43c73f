// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Severity;
import java.util.List;
import java.util.Map;

/**
 * A rule in force, as listed to people.
 *
 * @param id for example {@code HP-CHAIN-001}
 * @param version at least 1
 * @param title what it stops, in a few words
 * @param severity how bad a match is
 * @param kind the family of misbehaviour
 * @param action what a match asks for
 * @param mode whether that is carried out
 * @param modes for whom the mode is another; the first that fits counts
 */
public record RuleInfo(
    String id,
    int version,
    String title,
    Severity severity,
    DetectionKind kind,
    Action action,
    Mode mode,
    List<ModeFor> modes) {

  public RuleInfo {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(severity, "severity");
    requireNonNull(kind, "kind");
    requireNonNull(action, "action");
    requireNonNull(mode, "mode");
    modes = List.copyOf(modes);
    if (version < 1) {
      throw new IllegalArgumentException("rule version: got " + version + " (expected: >= 1)");
    }
  }

  /**
   * Another mode for some.
   *
   * @param where columns of the completing event and what they may be
   * @param mode for these
   */
  public record ModeFor(Map<String, List<String>> where, Mode mode) {
    public ModeFor {
      where = Map.copyOf(where);
      requireNonNull(mode, "mode");
    }
  }
}
