// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.model.identity.Session;
import java.time.Instant;

/** Is told that a session is over. Called on whichever thread found out; it must not block. */
public interface SessionEnd {

  /** The session is over. */
  void ended(Session session, int risk, Instant at);

  /** Both turned out to be one run: the first was only known by its protocol session before. */
  default void joined(Session first, Session named, Instant at) {}
}
