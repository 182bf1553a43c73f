// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** A real MCP client, as an agent would use it. Safe for use by many threads. */
interface MatrixClient extends Closeable {

  /**
   * Connects and reads the list of tools.
   *
   * @param patience how long the client waits for the answer to a call
   * @throws IOException with what the client said, if it could not
   */
  Connection open(String url, String token, Duration patience) throws IOException;

  /** True if its agent is shown the structured content of a result as text, where there is any. */
  default boolean readsStructured() {
    return false;
  }

  /** One connection. */
  interface Connection extends Closeable {

    /**
     * Calls a tool.
     *
     * @param arguments as JSON
     * @throws IOException with what the client said, if it made no result of the answer
     */
    Said call(String tool, String arguments) throws IOException;
  }

  /**
   * A result as the client hands it to its agent.
   *
   * @param failed whether the agent reads it as a failure of the tool
   * @param text all its text
   * @param structured its structured content as JSON, empty if the client gives none
   */
  record Said(boolean failed, String text, String structured) {}
}
