// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.gate;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;

/** Something under way that a signal can reach. */
public interface Contained {

  /** Whose it is. */
  Session session();

  /** Where it lives. */
  Loop loop();

  /** A signal for its floor stands. Called on its loop. */
  void signalled(Signal signal);

  /** The gateway closes: what would go on for long ends now. Called on its loop. */
  void closing();
}
