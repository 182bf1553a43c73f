// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import java.time.Instant;
import java.util.Locale;

/**
 * A session that a kill reaches because of whom it works for.
 *
 * @param session the one to be killed
 * @param original the kill of another session
 */
public record Heir(Session session, Signal.Kill original) {

  public Heir {
    requireNonNull(session, "session");
    requireNonNull(original, "original");
  }

  /**
   * Its own kill. Of this session and its tree only: what else its credential does was not asked
   * for by the one who was killed.
   */
  public Signal.Kill kill(Instant at) {
    Signal.Header from = original.header();
    String ref = Hashes.sha256Hex(8, from.ref(), session.id().value());
    return new Signal.Kill(
        new Signal.Header(
            "K-" + ref.toUpperCase(Locale.ROOT),
            new Target(session.id(), session.root(), session.floor(), PrincipalKind.SHARED),
            from.author(),
            "It works for a killed session; see " + from.ref(),
            at));
  }
}
