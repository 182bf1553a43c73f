// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.vouch;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.journal.FileJournal.Vouched;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the whole journal against its hash chain when an operator asks. One at a time. */
public final class JournalDesk {

  private final Supplier<Vouched> check;
  private final InstantSource clock;
  private final ReentrantLock running = new ReentrantLock();

  /**
   * @param check reads every record there is; may take seconds
   */
  public JournalDesk(Supplier<Vouched> check, InstantSource clock) {
    this.check = requireNonNull(check, "check");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.POST, "/journal/verify", Right.EVIDENCE, request -> verify()));
  }

  private Answer verify() {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    if (!running.tryLock()) {
      node.put("code", "journal.busy");
      node.put("message", "verify: got another one under way (expected: one at a time)");
      return new Answer(409, node.toString());
    }
    try {
      long begun = System.nanoTime();
      Vouched vouched = check.get();
      node.put("whole", vouched.whole());
      node.put("records", vouched.records());
      node.put("head", vouched.head());
      node.put("broken", vouched.broken());
      node.put("at", clock.instant().toString());
      node.put("tookMillis", (System.nanoTime() - begun) / 1_000_000);
      return new Answer(200, node.toString());
    } finally {
      running.unlock();
    }
  }
}
