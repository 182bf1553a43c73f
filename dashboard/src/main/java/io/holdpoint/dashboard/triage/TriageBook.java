// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.triage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps what people make of detections. Nothing in it is ever overwritten: the last word counts,
 * those before it stay. Safe for use by many threads.
 */
public interface TriageBook {

  /**
   * What somebody wrote about a detection.
   *
   * @param by the operator
   * @param text the words
   * @param at when
   */
  record Note(String by, String text, Instant at) {}

  /**
   * How often a rule was judged.
   *
   * @param confirmed how often it was right
   * @param falsePositives how often it was wrong
   * @param acknowledged how often somebody is still at it
   */
  record Tally(int confirmed, int falsePositives, int acknowledged) {}

  /** Writes down a judgement. */
  void judge(Triage triage);

  /** Writes down a note. */
  void note(String detection, Note note);

  /** The last word on each detection that has one, by its id, newest 10,000. */
  Map<String, Triage> last();

  /** Every word on a detection, oldest first. */
  List<Triage> history(String detection);

  /** The notes on a detection, oldest first. */
  List<Note> notes(String detection);

  /** How often each rule was judged, by its id; the last word on a detection counts. */
  Map<String, Tally> tallies();
}
