// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

/**
 * Told of what operators do and look at, by the operation's name, never with what they sent. If it
 * throws, nothing is shown: what cannot be recorded is not looked at. Safe for use by many threads.
 */
public interface OperatorTrail {

  /** Nobody wants to know. */
  OperatorTrail NONE =
      new OperatorTrail() {
        @Override
        public void acted(String operator, String action, String target, int status) {}

        @Override
        public void viewing(String operator, String view, String target) {}
      };

  /**
   * An operator asked for a change and was answered.
   *
   * @param operator who
   * @param action the operation, for example {@code POST /sessions/{id}/kill}
   * @param target what it was about, possibly empty
   * @param status of the answer
   */
  void acted(String operator, String action, String target, int status);

  /**
   * An operator is about to be shown something.
   *
   * @param operator who
   * @param view the operation, for example {@code GET /sessions/{id}/steps}
   * @param target what it is about, possibly empty
   */
  void viewing(String operator, String view, String target);

  /**
   * An operator asked to be shown something and was not: it is not theirs to see.
   *
   * @param operator who
   * @param view the operation
   * @param target what it is about, possibly empty
   */
  default void refused(String operator, String view, String target) {}

  /**
   * Somebody logged in, or tried to.
   *
   * @param operator who; empty if it was refused
   * @param from the caller's address
   * @param way how, for example {@code token}, {@code code} or {@code bearer token}
   */
  default void login(String operator, String from, String way) {}
}
