// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/** What a user's message hands over. */
public final class UserTask {
  private static final int NEAR = 8;

  private UserTask() {}

  /** True if the user says to do what a source says: "do the tasks in", "follow the steps of". */
  public static boolean delegates(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (Word.is(tokens.word(i), Word.DO) && !tokens.isQuoted(i)) {
        for (int j = i + 1; j < Math.min(tokens.size(), i + NEAR); j++) {
          if (Word.is(tokens.word(j), Word.WORK)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * True if the user says where details are to be found: "find it in", "based on", "as said in".
   */
  public static boolean points(Tokens tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (Word.is(tokens.word(i), Word.POINT) && !tokens.isQuoted(i)) {
        return true;
      }
    }
    return false;
  }

  /** True if the user declines: "no", "nein", "do not". */
  public static boolean declines(Tokens tokens) {
    return tokens.size() > 0 && Word.is(tokens.word(0), Word.NOT);
  }
}
