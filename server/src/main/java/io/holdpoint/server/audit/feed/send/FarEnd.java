// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import java.io.IOException;
import java.util.List;

/** Another system that takes records. For one thread, but for {@link #close}. */
public interface FarEnd extends AutoCloseable {

  /**
   * Hands records over and returns when the far end has them.
   *
   * @throws RefusedException if it will never take them as they are
   * @throws IOException if it is not sure that it has all of them
   */
  void deliver(List<Outgoing> batch) throws IOException;

  /** Lets go, also of a delivery under way on another thread. */
  @Override
  void close();
}
