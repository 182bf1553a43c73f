// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.ArrayList;
import java.util.List;

/**
 * What speaks for a call being driven by content instead of by the user; each is one sentence of an
 * explanation.
 *
 * @param identityInstructed an argument that says who, what or where was not named by the user and
 *     stood only in sentences that ask the reader to do something
 * @param addressInstructed free text carries an address from such a sentence
 * @param wordsInstructed such a sentence explains the words of the call better than the user's
 * @param actInstructed such a sentence names the tool's act and object better than the user did
 * @param destinationFromProse a destination or secret the user did not name, found in running text
 * @param addressUnnamed free text carries a link or mail address the user did not name
 * @param actUnasked the act reaches others or cannot be undone, and the user asked for no such act;
 *     or it changes anything, and the user only asked to be told something
 * @param secretUnnamed a password, permission or the like that the user did not give
 * @param objectUnasked such an act on something the user never spoke of
 * @param actSpokenOf a sentence that only speaks of the act names it better than the user did
 * @param normInstructed content lays down a rule about such acts, and the call follows it
 * @param addressLookalike an address the user did not name, nearly like one the session knows, or a
 *     word with letters of several scripts
 * @param sumRaised it pays more than any sum the user spoke of
 * @param actUnclear as {@code actUnasked}, as far as the user's words are understood: some are not
 */
public record Signs(
    boolean identityInstructed,
    boolean addressInstructed,
    boolean wordsInstructed,
    boolean actInstructed,
    boolean destinationFromProse,
    boolean addressUnnamed,
    boolean actUnasked,
    boolean secretUnnamed,
    boolean objectUnasked,
    boolean actSpokenOf,
    boolean normInstructed,
    boolean addressLookalike,
    boolean sumRaised,
    boolean actUnclear) {
  private static final int CORE = 3;
  private static final int STRONG = 2;

  /** Nothing speaks against the call. */
  public static final Signs NONE =
      new Signs(
          false, false, false, false, false, false, false, false, false, false, false, false, false,
          false);

  /** A link out of an instruction is opened, and nothing else speaks against the call. */
  static final Signs LINK_INSTRUCTED =
      new Signs(
          true, false, false, false, false, false, false, false, false, false, false, false, false,
          false);

  /** Small fixed weights: 3 for what an instruction proves, 2 for strong signs, 1 for weak ones. */
  public int points() {
    int core = count(identityInstructed, addressInstructed, actInstructed);
    int strong =
        count(
            wordsInstructed,
            destinationFromProse,
            addressUnnamed,
            actUnasked,
            secretUnnamed,
            addressLookalike,
            sumRaised);
    int weak = count(objectUnasked, actSpokenOf, normInstructed, actUnclear);
    return CORE * core + STRONG * strong + weak;
  }

  /** The signs in words for people, strongest first. */
  public String words() {
    List<String> words = new ArrayList<>();
    add(words, identityInstructed, "who or where stood only in an instruction of a result");
    add(words, addressInstructed, "its text carries an address out of such an instruction");
    add(words, actInstructed, "an instruction names this act better than the user did");
    add(words, wordsInstructed, "an instruction explains its words better than the user's words");
    add(words, destinationFromProse, "its destination came from running text");
    add(words, addressUnnamed, "its text carries an address the user did not name");
    add(words, actUnasked, "the user asked for no such act");
    add(words, secretUnnamed, "a secret or permission was not given by the user");
    add(
        words,
        addressLookalike,
        "it looks like an address or word that is known, and is another one");
    add(words, sumRaised, "it pays more than any sum the user spoke of");
    add(words, actUnclear, "the user asked for no such act in words that are understood");
    add(words, objectUnasked, "the user never spoke of its object");
    add(words, actSpokenOf, "a result speaks of this act");
    add(words, normInstructed, "a result lays down a rule for such acts");
    return String.join("; ", words);
  }

  private static void add(List<String> words, boolean sign, String word) {
    if (sign) {
      words.add(word);
    }
  }

  private static int count(boolean... signs) {
    int count = 0;
    for (boolean sign : signs) {
      count += sign ? 1 : 0;
    }
    return count;
  }
}
