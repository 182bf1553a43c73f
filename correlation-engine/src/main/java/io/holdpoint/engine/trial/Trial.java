// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trial;

import io.holdpoint.engine.esper.Budget;
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

  /** CPU time an event may cost on the average, microseconds. */
  public static final int MICROS_PER_EVENT = 400;

  /** Memory an event may cost on the average, garbage included. */
  public static final int BYTES_PER_EVENT = 64 * 1024;

  private static final int WARM_UP = 1_000;
  private static final int EVENTS = 4_000;
  private static final int SESSIONS = 12;
  private static final long LONGEST_PAUSE = 2_000;
  private static final long SEED = 20_261_122;

  private final Duration patience;
  private final long microsPerEvent;
  private final long bytesPerEvent;
  private final boolean weighs;

  /** With the limits of the house: 10 s in all, 400 us of CPU and 64 KB allocated per event. */
  public Trial() {
    this(Duration.ofSeconds(10), MICROS_PER_EVENT, BYTES_PER_EVENT);
  }

  /**
   * @param patience how long all of it may take
   * @param microsPerEvent CPU time an event may cost on the average
   * @param bytesPerEvent memory an event may cost on the average, garbage included
   */
  public Trial(Duration patience, long microsPerEvent, long bytesPerEvent) {
    this(patience, microsPerEvent, bytesPerEvent, false);
  }

  private Trial(Duration patience, long microsPerEvent, long bytesPerEvent, boolean weighs) {
    this.patience = patience;
    this.microsPerEvent = microsPerEvent;
    this.bytesPerEvent = bytesPerEvent;
    this.weighs = weighs;
  }

  /**
   * This trial, which also weighs what is kept for a session where a rule promises it. That asks
   * for garbage collections, so it is not for a process that judges calls.
   */
  public Trial weighing() {
    return new Trial(patience, microsPerEvent, bytesPerEvent, true);
  }

  /**
   * What a rule costs, on the average of many random events.
   *
   * @param microsPerEvent CPU time
   * @param bytesPerEvent allocated, garbage included
   */
  public record Cost(double microsPerEvent, long bytesPerEvent) {}

  /**
   * Measures a rule of one session's events on the calling thread; takes some tenths of a second.
   *
   * @param variants of one rule, which are judged together
   */
  public static Cost cost(List<CompiledEpl> variants) {
    RandomEvents events = new RandomEvents(SEED, SESSIONS, LONGEST_PAUSE);
    try (ShardRuntime runtime = new ShardRuntime(variants, events.now())) {
      feed(runtime, events, WARM_UP);
      long cpu = cpuNanos();
      long memory = allocated();
      feed(runtime, events, EVENTS);
      return new Cost((cpuNanos() - cpu) / 1e3 / EVENTS, (allocated() - memory) / EVENTS);
    }
  }

  /**
   * Tries the rule.
   *
   * @param budget what its author promises
   * @throws EplException if it hangs, fails, or costs too much
   */
  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the calls, nothing relies on it
  public void run(CompiledEpl rule, Budget budget) throws EplException {
    CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("trial of " + rule.name())
        .priority(Thread.MIN_PRIORITY)
        .start(() -> complete(verdict, rule, budget));
    Optional<String> problem = outcome(verdict);
    if (problem.isPresent()) {
      throw new EplException(List.of(new EplProblem(1, 1, "trial: " + problem.get())));
    }
  }

  private void complete(
      CompletableFuture<Optional<String>> verdict, CompiledEpl rule, Budget budget) {
    try {
      verdict.complete(watched(rule, budget));
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

  private Optional<String> watched(CompiledEpl rule, Budget budget) {
    RandomEvents events = new RandomEvents(SEED, SESSIONS, LONGEST_PAUSE);
    try (ShardRuntime runtime = new ShardRuntime(List.of(rule), events.now())) {
      boolean keeps = KINDS.stream().anyMatch(runtime::remembers);
      if (!keeps && budget.equals(Budget.HOUSE)) {
        return Optional.empty();
      }
      feed(runtime, events, WARM_UP);
      long cpu = cpuNanos();
      long memory = allocated();
      feed(runtime, events, EVENTS);
      long micros = (cpuNanos() - cpu) / 1_000 / EVENTS;
      long bytes = (allocated() - memory) / EVENTS;
      return tooMuch("us of CPU per event", micros, least(budget.microsPerEvent(), microsPerEvent))
          .or(() -> tooMuch("bytes per event", bytes, least(budget.bytesPerEvent(), bytesPerEvent)))
          .or(() -> keeps ? tooHeavy(rule, budget) : Optional.empty());
    }
  }

  private Optional<String> tooHeavy(CompiledEpl rule, Budget budget) {
    if (!weighs || budget.bytesPerSession() == 0) {
      return Optional.empty();
    }
    return tooMuch("bytes per session", new Scales(SEED).weigh(rule), budget.bytesPerSession());
  }

  private static Optional<String> tooMuch(String what, long actual, long most) {
    return actual > most
        ? Optional.of("got " + actual + " " + what + " (expected: <= " + most + ")")
        : Optional.empty();
  }

  private static long least(int promised, long house) {
    return promised == 0 ? house : Math.min(promised, house);
  }

  static void feed(ShardRuntime runtime, RandomEvents events, int count) {
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
