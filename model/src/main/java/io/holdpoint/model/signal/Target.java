// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;

/**
 * Whom a signal is for: one session with its tree and, for an exclusive principal, its floor.
 *
 * @param session the session
 * @param root the root of its delegation tree
 * @param floor its floor
 * @param kind decides whether the signal stands on the floor too
 */
public record Target(SessionId session, SessionId root, FloorId floor, PrincipalKind kind) {

  public Target {
    requireNonNull(session, "session");
    requireNonNull(root, "root");
    requireNonNull(floor, "floor");
    requireNonNull(kind, "kind");
  }

  /** The target that a session is. */
  public static Target of(Session session) {
    return new Target(session.id(), session.root(), session.floor(), session.kind());
  }
}
