// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Step;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Steps that hosts were permitted and that may come by again as calls through the proxy: the same
 * step must not count twice. A call takes a step over if it is of the same principal, tool and
 * arguments, and if nothing tainted the step's session since it was judged. Whoever takes a step
 * out first, the proxy or the step's own end, has it. Safe for use by many threads.
 */
public final class HostedCalls {

  private final ConcurrentMap<Key, Queue<HostedStep>> open = new ConcurrentHashMap<>();

  /** What a call is recognised by. */
  private record Key(FloorId floor, String tool, Digest arguments) {

    static Key of(Step.Attempted attempt) {
      return new Key(
          attempt.session().floor(), attempt.tool().qualifiedName(), attempt.arguments().digest());
    }
  }

  /**
   * A step taken over from a host.
   *
   * @param run goes on with its next owner
   * @param live its session
   */
  public record Claimed(StepRun run, LiveSession live) {}

  /** True if no host waits for anything: the shortest way. */
  public boolean isEmpty() {
    return open.isEmpty();
  }

  /**
   * The step of a call that passes the proxy, or null.
   *
   * @param qualifiedName {@code upstream/tool}
   * @param callId the host's id of the step if the call carries it, else empty
   */
  public @Nullable Claimed claim(
      FloorId floor, String qualifiedName, Digest arguments, String callId) {
    Key key = new Key(floor, qualifiedName, arguments);
    Queue<HostedStep> alike = open.get(key);
    if (alike == null) {
      return null;
    }
    for (HostedStep step : alike) {
      if (step.isCalled(callId) && step.isUntainted() && take(key, step)) {
        return step.claimed();
      }
    }
    return null;
  }

  void offer(HostedStep step) {
    open.compute(
        Key.of(step.attempt()),
        (key, queue) -> {
          Queue<HostedStep> steps = queue == null ? new ConcurrentLinkedQueue<>() : queue;
          steps.add(step);
          return steps;
        });
  }

  /** Takes a step back; false if a call has it. */
  boolean withdraw(HostedStep step) {
    return take(Key.of(step.attempt()), step);
  }

  private boolean take(Key key, HostedStep step) {
    boolean[] taken = new boolean[1];
    open.computeIfPresent(
        key,
        (k, queue) -> {
          taken[0] = queue.remove(step);
          return queue.isEmpty() ? null : queue;
        });
    return taken[0];
  }
}
