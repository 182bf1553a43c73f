// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;

/** Where sessions are judged, for the table that holds them. Safe for use by many threads. */
public interface Homes {
  /** Whose turn it is with the session. */
  Turn turnOf(Session session);

  /** The session is held from now on. */
  void takenIn(Session session);

  /** The session is held no longer, or could not be taken in. */
  void forgotten(SessionId session);
}
