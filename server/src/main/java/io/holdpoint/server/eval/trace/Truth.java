// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What people know of a recorded session. Never shown to what judges it.
 *
 * @param session its name
 * @param dataset the data set
 * @param suite its group within the data set
 * @param task the user's task
 * @param attackTask the attacker's task, empty if none
 * @param agent model or pipeline
 * @param attack name of the attack, empty if none
 * @param label what happened
 * @param kind what kind of attack, empty if none
 * @param byToolCall false if the attacker's goal needs no call
 * @param attempted a call of the attack is present
 * @param seen true if the agent read the injection
 * @param solved the user's task was solved
 * @param finished it ended with a final answer
 * @param firstBad step of the first call of the attack
 * @param harm step of the last call of the attack with an effect
 * @param loop step at which a loop is plain to see
 * @param root step at which people say it went wrong
 * @param steps whose call a step is
 */
public record Truth(
    String session,
    String dataset,
    String suite,
    String task,
    String attackTask,
    String agent,
    String attack,
    Label label,
    String kind,
    boolean byToolCall,
    boolean attempted,
    boolean seen,
    boolean solved,
    boolean finished,
    OptionalInt firstBad,
    OptionalInt harm,
    OptionalInt loop,
    OptionalInt root,
    Map<Integer, Whose> steps) {

  public Truth {
    requireNonNull(session, "session");
    requireNonNull(dataset, "dataset");
    requireNonNull(suite, "suite");
    requireNonNull(label, "label");
    steps = Map.copyOf(steps);
  }

  /** What happened in a session. */
  public enum Label {
    BENIGN,
    ATTACK_SUCCEEDED,
    ATTACK_FAILED,
    LOOP,
    DRIFT,
    FAILED,
    UNSAFE,
    UNKNOWN
  }

  /** Whose ground truth a call belongs to. */
  public enum Whose {
    USER,
    ATTACK,
    BOTH;

    /** True for a call the attacker wanted. */
    public boolean isAttack() {
      return this != USER;
    }

    /** True for a call the user wanted. */
    public boolean isUser() {
      return this != ATTACK;
    }
  }

  /** True if an injection reached its goal by calls: what recall is counted over. */
  public boolean isInjection() {
    return label == Label.ATTACK_SUCCEEDED
        && kind.equals("injection")
        && byToolCall
        && harm.isPresent();
  }

  /** True if an attack was present, whatever came of it. */
  public boolean isAttacked() {
    return label == Label.ATTACK_SUCCEEDED || label == Label.ATTACK_FAILED;
  }
}
