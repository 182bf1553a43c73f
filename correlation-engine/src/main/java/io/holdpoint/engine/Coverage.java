// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the engine could not see or judge. Safe for use by many threads. */
final class Coverage {
  /** Why something was not judged as it should have been. */
  enum Loss {
    /** The shard was not free within the deadline. */
    DEADLINE("engine.deadline", "The engine was not free within its deadline."),
    /** No room for another session could honestly be made. */
    MEMORY("engine.memory", "The engine has no room for another session of this principal."),
    /** A rule or the engine failed on the step. */
    FAILURE("engine.failure", "The engine failed to judge the step."),
    /** A completion of a session or call the engine does not know. */
    UNKNOWN_CALL("engine.unknown-call", "The engine does not know the call that ended."),
    /** An arrival time so far ahead of our clock that it was not believed. */
    CLOCK("engine.clock", "The arrival time was ahead of the clock."),
    /** Rules across sessions did not see an event: their queue was full, or one of them failed. */
    FLEET("engine.fleet", "Rules across sessions did not see a step."),
    /** No room in the ledger: what was written under taint taints all its credential names. */
    LEDGER("engine.ledger", "The ledger has no room for another resource of this principal."),
    /** What a value came from may be among what could not be seen or kept. */
    ORIGIN("engine.origin", "Where a value came from is not known.");

    private final String code;
    private final String text;

    Loss(String code, String text) {
      this.code = code;
      this.text = text;
    }

    String code() {
      return code;
    }

    String text() {
      return text;
    }
  }

  private final Map<Loss, LongAdder> counts = new EnumMap<>(Loss.class);

  Coverage() {
    for (Loss loss : Loss.values()) {
      counts.put(loss, new LongAdder());
    }
  }

  void count(Loss loss) {
    LongAdder adder = counts.get(loss);
    if (adder != null) {
      adder.increment();
    }
  }

  /** Reason code to count. */
  Map<String, Long> counts() {
    Map<String, Long> all = new LinkedHashMap<>();
    counts.forEach((loss, adder) -> all.put(loss.code(), adder.sum()));
    return all;
  }
}
