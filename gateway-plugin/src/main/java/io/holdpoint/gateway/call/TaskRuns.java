// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Held calls that ran as tasks, with their answers until they are fetched or too old. Answers are
 * kept in memory alone: after a restart it is known that a call ran, but not what came of it. Safe
 * for use by many threads.
 */
public final class TaskRuns {

  /** For how long an answer is kept. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final int MOST = 1000;

  private final InstantSource clock;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  public TaskRuns(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A call that runs or ran.
   *
   * @param startedAt when it began
   * @param answer its JSON-RPC response, or null while it runs
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
  record Run(Instant startedAt, byte @Nullable [] answer) {}

  /** The run of a held call. */
  synchronized Optional<Run> of(String ref) {
    dropOld();
    return Optional.ofNullable(runs.get(ref));
  }

  /** Begins a run; false if there is one already. */
  synchronized boolean begin(String ref) {
    dropOld();
    return runs.putIfAbsent(ref, new Run(clock.instant(), null)) == null;
  }

  /** The run ended. */
  synchronized void ended(String ref, byte[] answer) {
    runs.put(ref, new Run(clock.instant(), answer));
  }

  private void dropOld() {
    Instant oldest = clock.instant().minus(KEPT);
    Iterator<Run> all = runs.values().iterator();
    while (all.hasNext()) {
      Run run = all.next();
      if (run.answer() != null && (run.startedAt().isBefore(oldest) || runs.size() > MOST)) {
        all.remove();
      }
    }
  }
}
