// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A way to exchange messages with one server, none of which says what it belongs to. Safe for use
 * by many threads.
 */
interface Pipe {

  /**
   * Sends a message.
   *
   * @param message one line
   * @return false if too much waits to be sent already, or the server is gone
   */
  boolean send(byte[] message);

  /** Takes in less or more of what the server says. */
  void reading(boolean on);

  /** Ends the server or the connection to it, politely first. Returns at once. */
  void end();

  /** Learns what a server says; on any thread, one call after the other. */
  interface Listener {

    /** A message. */
    void message(byte[] bytes);

    /** There is no server any more. Called once, last. */
    void lost();
  }

  /** Makes pipes to one server. */
  interface Source extends AutoCloseable {

    /** Opens a pipe; {@code then} gets it on some thread, or null if there is none. */
    void open(Listener listener, Consumer<@Nullable Pipe> then);

    /** How long to wait before it is worth while to open another one, in seconds; 0 for not. */
    int secondsToWait();

    /** Where the server is. */
    io.holdpoint.gateway.upstream.UpstreamTransport.Address address();

    /** Ends every pipe; waits for a few seconds. */
    @Override
    void close();
  }
}
