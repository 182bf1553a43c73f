// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.view.SessionRow;
import java.net.URI;
import java.util.Map;

/** What stands between the agents and the servers, as the demo sees it. */
interface Guard extends AutoCloseable {

  /** The tenant of everything in the demo. */
  String TENANT = "default";

  /** Where agents reach each server, by the server's name. */
  Map<String, URI> endpoints();

  /** An address that logs a browser in once, within 60 seconds. */
  URI page();

  /** What people read. */
  SessionStore store();

  /** What was ordered. */
  SignalBus signals();

  /** A session's state now, in the word the page shows. */
  String stateOf(SessionRow session);

  @Override
  void close();
}
