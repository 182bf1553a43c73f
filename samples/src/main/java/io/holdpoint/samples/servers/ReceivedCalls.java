// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the sample servers really received, in their order: the other end's word on whether a
 * refused call was held back. Safe for use by many threads.
 */
public final class ReceivedCalls {

  private final List<ReceivedCall> calls = new CopyOnWriteArrayList<>();

  ReceivedCalls() {}

  void add(ReceivedCall call) {
    calls.add(call);
  }

  /** Everything received so far, oldest first. */
  public List<ReceivedCall> all() {
    return List.copyOf(calls);
  }

  /** How many calls of a tool arrived, whoever sent them. */
  public int of(String server, String tool) {
    return (int)
        calls.stream().filter(c -> c.server().equals(server) && c.tool().equals(tool)).count();
  }

  /** How many calls of any of these runs arrived. */
  public int ofRuns(Set<String> runs) {
    return (int) calls.stream().filter(c -> runs.contains(c.run())).count();
  }

  /** How many calls of any of these runs arrived later than {@code moment}. */
  public int ofRunsAfter(Set<String> runs, Instant moment) {
    return (int)
        calls.stream().filter(c -> runs.contains(c.run()) && c.at().isAfter(moment)).count();
  }
}
