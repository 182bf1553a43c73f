// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server in the configuration of an agent.
 *
 * @param host the agent's program
 * @param file where it stands
 * @param key where in the file, for example {@code mcpServers.github}
 * @param name of the server
 * @param words program and arguments; empty if it is reached by address
 * @param url its address; empty if it is a process
 * @param environment variables of the process; values may be secret
 * @param headers header fields sent to the address; values may be secret
 * @param timeout how long the agent waits for a call as far as the entry says; zero if it does not
 * @param disabled true if the agent does not use it
 */
record AgentServer(
    AgentHost host,
    Path file,
    String key,
    String name,
    List<String> words,
    String url,
    Map<String, String> environment,
    Map<String, String> headers,
    Duration timeout,
    boolean disabled) {

  AgentServer {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    headers = Map.copyOf(headers);
  }

  /** How people find it: host and name. */
  String subject() {
    return host.title() + ": " + name;
  }

  /** Where it stands, for people. */
  String place() {
    return file + " (" + key + ")";
  }
}
