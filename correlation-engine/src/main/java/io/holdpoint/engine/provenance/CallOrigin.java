// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.model.step.StepId;
import java.util.List;

/**
 * Where a call and its arguments come from, as facts for rules. Holds no value.
 *
 * @param signs what speaks against the call
 * @param userKnown true if what the user said is known
 * @param userNamed true if the user named every argument that says who, what or where
 * @param originUnknown true if an argument that says who, what or where was seen nowhere, and not
 *     everything could be seen
 * @param languageCovered false if the user speaks a language the vocabulary does not know
 * @param hitsBefore how many different calls of the session came from instructions before
 * @param evidence the results that prove it, oldest first
 * @param origins where each value comes from
 */
public record CallOrigin(
    Signs signs,
    boolean userKnown,
    boolean userNamed,
    boolean originUnknown,
    boolean languageCovered,
    int hitsBefore,
    List<Evidence> evidence,
    Origins origins) {

  /** Nothing is known. */
  public static final CallOrigin NONE =
      new CallOrigin(Signs.NONE, false, false, false, true, 0, List.of(), Origins.NONE);

  /**
   * A result that proves something.
   *
   * @param step the call's
   * @param tool its tool
   * @param named true if the user's own words name what was called for
   */
  public record Evidence(StepId step, String tool, boolean named) {}

  public CallOrigin {
    evidence = List.copyOf(evidence);
  }

  /** What speaks against the call, in words for people. */
  public String words() {
    if (!origins.linkCarries()) {
      return signs.words();
    }
    String link = "a link on a host that a result spoke of carries what other results told";
    return signs.points() == 0 ? link : signs.words() + "; " + link;
  }

  /** The same call with what is known of its values. */
  CallOrigin with(Origins known, List<Evidence> more) {
    return new CallOrigin(
        signs, userKnown, userNamed, originUnknown, languageCovered, hitsBefore, more, known);
  }
}
