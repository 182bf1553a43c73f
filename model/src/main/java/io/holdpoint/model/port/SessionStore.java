// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import java.util.Optional;

/**
 * The projection that people read. It may lag behind the journal and can be rebuilt. Safe for use
 * by many threads.
 */
public interface SessionStore {

  /**
   * Takes in steps and detections, in one transaction. A step already stored is replaced, so that
   * redelivery changes nothing. Sessions are derived: the newest step's session facts count.
   */
  void append(List<StepRow> steps, List<DetectionRow> detections);

  /**
   * Sessions by their last step, newest first.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<SessionRow> sessions(String tenant, int limit);

  /** One session, or empty if no step of it was ever stored. */
  Optional<SessionRow> session(String tenant, SessionId id);

  /**
   * The steps of a session by time.
   *
   * @param offset how many to skip
   * @param limit at most this many, 1 to 1000
   */
  List<StepRow> steps(String tenant, SessionId id, int offset, int limit);

  /** Detections of one session, oldest first. */
  List<DetectionRow> detections(String tenant, SessionId id);

  /**
   * Detections of all sessions, newest first.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<DetectionRow> detections(String tenant, int limit);
}
