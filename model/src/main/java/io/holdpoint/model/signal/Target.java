// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a signal is for: one session with its tree and what lies below it; how much of that an order
 * reaches, its {@link Scope} says.
 *
 * @param session the session
 * @param root the root of its delegation tree
 * @param floor its floor
 * @param kind decides whether the signal stands on the floor too
 * @param principal who is behind it; null in what was written before scopes were known
 */
public record Target(
    SessionId session,
    SessionId root,
    FloorId floor,
    PrincipalKind kind,
    @Nullable PrincipalId principal) {

  /** No session in particular: for orders to everybody. */
  public static final Target EVERYBODY =
      new Target(
          new SessionId("s-everybody"),
          new SessionId("s-everybody"),
          new FloorId("f-everybody"),
          PrincipalKind.SHARED,
          null);

  /** As it was before scopes were known. */
  public Target(SessionId session, SessionId root, FloorId floor, PrincipalKind kind) {
    this(session, root, floor, kind, null);
  }

  public Target {
    requireNonNull(session, "session");
    requireNonNull(root, "root");
    requireNonNull(floor, "floor");
    requireNonNull(kind, "kind");
  }

  /** The target that a session is. */
  public static Target of(Session session) {
    return new Target(
        session.id(),
        session.root(),
        session.floor(),
        session.kind(),
        PrincipalId.of(session.identity()));
  }
}
