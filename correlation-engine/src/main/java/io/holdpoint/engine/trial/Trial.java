// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trial;

import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a rule in a runtime of its own over random events, and watches: some rules pass every check
 * of their text and then block for ever, or cost more with every event. Rules that keep nothing
 * cannot, and are let pass. Safe for use by many threads; takes some tenths of a second.
 */
public final class Trial {
  private static final List<Class<?>> KINDS =
      List.of(ToolCall.class, ToolResult.class, Telemetry.class);
  private static final int WARM_UP = 1_000;
  private static final int EVENTS = 4_000;
  private static final int SESSIONS = 12;
  private static final long LONGEST_PAUSE = 2_000;
  private static final long SEED = 20_261_122;

  private final Duration patience;
  private final long microsPerEvent;
  private final long bytesPerEvent;

  /** With the limits of the house: 10 s in all, 400 us of CPU and 64 KB allocated per event. */
  public Trial() {
    this(Duration.ofSeconds(10), 400, 64 * 1024);
  }

  /**
   * @param patience how long all of it may take
   * @param microsPerEvent CPU time an event may cost on the average
   * @param bytesPerEvent memory an event may cost on the average, garbage included
   */
  public Trial(Duration patience, long microsPerEvent, long bytesPerEvent) {
    this.patience = patience;
    this.microsPerEvent = microsPerEvent;
    this.bytesPerEvent = bytesPerEvent;
  }

  /**
   * Tries the rule.
   *
   * @throws EplException if it hangs, fails, or costs too much
   */
  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the calls, nothing relies on it
  public void run(CompiledEpl rule) throws EplException {
    CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("trial of " + rule.name())
        .priority(Thread.MIN_PRIORITY)
        .start(() -> complete(verdict, rule));
    Optional<String> problem = outcome(verdict);
    if (problem.isPresent()) {
      throw new EplException(List.of(new EplProblem(1, 1, "trial: " + problem.get())));
    }
  }

  private void complete(CompletableFuture<Optional<String>> verdict, CompiledEpl rule) {
    try {
      verdict.complete(watched(rule));
    } catch (RuntimeException | StackOverflowError e) {
      verdict.completeExceptionally(e);
    }
  }

  private Optional<String> outcome(CompletableFuture<Optional<String>> verdict) {
    try {
      return verdict.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of("got no end within " + patience + " (expected: an end)");
    } catch (ExecutionException e) {
      return Optional.of("got a failure: " + e.getCause() + " (expected: none)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("got interrupted (expected: an end)");
    }
  }

  private Optional<String> watched(CompiledEpl rule) {
    RandomEvents events = new RandomEvents(SEED, SESSIONS, LONGEST_PAUSE);
    try (ShardRuntime runtime = new ShardRuntime(List.of(rule), events.now())) {
      if (KINDS.stream().noneMatch(runtime::remembers)) {
        return Optional.empty();
      }
      feed(runtime, events, WARM_UP);
      long cpu = cpuNanos();
      long memory = allocated();
      feed(runtime, events, EVENTS);
      long micros = (cpuNanos() - cpu) / 1_000 / EVENTS;
      long bytes = (allocated() - memory) / EVENTS;
      if (micros > microsPerEvent) {
        return Optional.of(
            "got " + micros + " us of CPU per event (expected: <= " + microsPerEvent + ")");
      }
      return bytes > bytesPerEvent
          ? Optional.of("got " + bytes + " bytes per event (expected: <= " + bytesPerEvent + ")")
          : Optional.empty();
    }
  }

  private static void feed(ShardRuntime runtime, RandomEvents events, int count) {
    for (int i = 0; i < count; i++) {
      Object event = events.next();
      var _ =
          switch (event) {
            case ToolCall call -> runtime.send(call, events.now());
            case ToolResult result -> runtime.send(result, events.now());
            case Telemetry told -> runtime.send(told);
            default -> throw new IllegalStateException("event: got " + event.getClass());
          };
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean counting
        ? counting.getCurrentThreadAllocatedBytes()
        : 0;
  }
}
