// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.insight;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import java.util.List;
import java.util.Optional;

/** What other parts know of sessions beyond what is stored. Safe for use by many threads. */
public interface Insights {

  /** Nobody knows more. */
  Insights NONE = new Insights() {};

  /**
   * Who owns the agent behind a principal.
   *
   * @param principal its authenticated subject
   * @return the registered owner, or empty if none is registered
   */
  default Optional<String> owner(String principal) {
    return Optional.empty();
  }

  /**
   * What is registered of the agent behind a principal.
   *
   * @param principal its authenticated subject
   * @return empty if nothing is
   */
  default Optional<Registration> registration(String principal) {
    return Optional.empty();
  }

  /**
   * A session as its credential presented itself, which is more than what is stored of it.
   *
   * @return empty if it is not held any more
   */
  default Optional<Session> session(SessionId id) {
    return Optional.empty();
  }

  /**
   * How far a session has drifted by now. Quick: it is asked for each session of a list.
   *
   * @return empty if it is not held any more or its agent has no baseline
   */
  default Optional<DriftMark> drifted(SessionId id) {
    return Optional.empty();
  }

  /**
   * Where the values of a call came from, as the engine saw when it judged it.
   *
   * @return one for each result that brought a part of an argument, none if they came from no
   *     result; empty if it is not known any more
   */
  default Optional<List<ValueOrigin>> origins(SessionId session, StepId step) {
    return Optional.empty();
  }

  /**
   * Why a detection came about. It may take a while the first time.
   *
   * @return what replays have shown, or empty if nothing can be replayed
   */
  default Optional<Explanation> explanation(Detection detection) {
    return Optional.empty();
  }
}
