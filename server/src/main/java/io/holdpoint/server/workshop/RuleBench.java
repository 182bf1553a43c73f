// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Compiles and tries what people write, on threads of low priority: live calls come first. One text
 * is compiled at a time, few wait; one set of stories runs at a time, one waits. Safe for use by
 * many threads.
 */
final class RuleBench implements AutoCloseable {
  private static final int MOST_WAITING = 4;

  private final Supplier<RuleSet> inForce;
  private final OwnRules own;
  private final Compiling place;
  private final Duration patience;
  private final ThreadPoolExecutor compiling = worker("rule-lint", queue(MOST_WAITING));
  private final ThreadPoolExecutor playing = worker("rule-tests", queue(1));

  /** The bench is taken, or what was asked for takes too long. */
  static final class BusyException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean late;

    BusyException(boolean late, String message) {
      super(message);
      this.late = late;
    }

    /** True if it took too long, false if others came first. */
    boolean isLate() {
      return late;
    }
  }

  /**
   * How stories went.
   *
   * @param checked what was compiled
   * @param results of the stories that were played; none if the text is not sound
   * @param left how many were not played for want of time
   */
  record Played(RuleSet.Checked checked, List<RuleTests.Result> results, int left) {
    Played {
      results = List.copyOf(results);
    }
  }

  /** Finds the file of a rule that is not shipped; a tuning of it says nothing by itself. */
  @FunctionalInterface
  interface OwnRules {
    /** Its text, if there is one. */
    Optional<String> text(String id);
  }

  /**
   * @param inForce rules whose detections others may look at
   * @param own files of rules that tunings are of
   * @param place where texts are compiled
   * @param patience how long an answer may take
   */
  RuleBench(Supplier<RuleSet> inForce, OwnRules own, Compiling place, Duration patience) {
    this.own = requireNonNull(own, "own");
    this.place = requireNonNull(place, "place");
    this.inForce = requireNonNull(inForce, "inForce");
    this.patience = requireNonNull(patience, "patience");
  }

  private static BlockingQueue<Runnable> queue(int places) {
    return new ArrayBlockingQueue<>(places);
  }

  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the calls, nothing relies on it
  private static ThreadPoolExecutor worker(String name, BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(
        0,
        1,
        10,
        TimeUnit.SECONDS,
        queue,
        work ->
            Thread.ofPlatform().name(name).daemon().priority(Thread.MIN_PRIORITY).unstarted(work));
  }

  /** Reads, compiles and tries a text. */
  RuleSet.Checked lint(String name, String text) throws BusyException {
    return within(compiling, () -> checked(name, text));
  }

  /** Plays the stories of a text; those of a rule that looks at others' detections with them. */
  Played test(String name, String text) throws BusyException {
    long end = System.nanoTime() + patience.toNanos() * 3 / 4;
    return within(playing, () -> played(checked(name, text), end));
  }

  /**
   * What a rule in force costs; empty for one across sessions, which is not asked when a call is
   * judged.
   */
  Optional<Trial.Cost> cost(Rule rule) throws BusyException {
    RuleSet alone = inForce.get().only(rule.id());
    return rule.runsInFleet()
        ? Optional.empty()
        : Optional.of(within(playing, () -> Trial.cost(alone.compiled())));
  }

  /** A tuning is tried together with its rule. */
  private RuleSet.Checked checked(String name, String text) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    TuningText.ruleOf(text)
        .ifPresent(id -> own.text(id).ifPresent(rule -> texts.put("rule " + id, rule)));
    texts.put(name, text);
    return RuleSet.check(place, texts);
  }

  private Played played(RuleSet.Checked checked, long end) {
    RuleSet others = inForce.get();
    Set<String> files =
        others.rules().stream().map(r -> r.position().file()).collect(Collectors.toSet());
    Set<String> own = checked.rules().rules().stream().map(Rule::id).collect(Collectors.toSet());
    List<RuleTests.Case> cases =
        RuleTests.of(checked.rules().keeping(others, files))
            .filter(one -> own.contains(one.rule().id()))
            .toList();
    List<RuleTests.Result> results = new ArrayList<>();
    for (RuleTests.Case one : cases) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        break;
      }
      results.add(one.run());
    }
    return new Played(checked, results, cases.size() - results.size());
  }

  private <T> T within(ThreadPoolExecutor worker, Callable<T> work) throws BusyException {
    Future<T> future;
    try {
      future = worker.submit(work);
    } catch (RejectedExecutionException full) {
      throw new BusyException(false, "workshop: got more than it can do (expected: one at a time)");
    }
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new BusyException(
          true, "workshop: got no end within " + patience.toSeconds() + " s (expected: an end)");
    } catch (ExecutionException e) {
      throw new IllegalStateException("workshop: a rule could not be looked at", e.getCause());
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new BusyException(true, "workshop: got interrupted (expected: an end)");
    }
  }

  /** The only rule of a text, if it is sound. */
  static Optional<Rule> rule(RuleSet.Checked checked) {
    return checked.problems().isEmpty()
        ? checked.rules().rules().stream().findFirst()
        : Optional.empty();
  }

  @Override
  public void close() {
    compiling.shutdownNow();
    playing.shutdownNow();
  }
}
