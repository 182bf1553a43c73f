// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Judge.Told;
import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Judges the steps of all sessions on the calling threads. Sessions are spread over shards: those
 * with weak keys by their floor, so that the sessions of one floor are judged in one order, those
 * with attested keys by floor and session. Every stage is complete when a method returns. Safe for
 * use by many threads.
 *
 * <p>Life: construct, {@link #restore} the journal in order, subscribe {@link #applied} to the
 * signal bus, then judge.
 */
public final class CorrelationEngine implements SessionMonitor, AutoCloseable {
  private final List<Shard> shards;
  private final ConcurrentMap<SessionId, Shard> homes = new ConcurrentHashMap<>();
  private final EarlyWords early = new EarlyWords();
  private final Coverage coverage = new Coverage();
  private final ContainmentView containment;

  /**
   * Starts the shards.
   *
   * @param settings how it is set up
   * @param rules what is looked for
   * @param clock bounds what is believed of arrival times
   */
  public CorrelationEngine(EngineSettings settings, RuleSet rules, InstantSource clock) {
    this(settings, rules, clock, Vocabulary.shipped());
  }

  /**
   * Starts the shards.
   *
   * @param settings how it is set up
   * @param rules what is looked for
   * @param clock bounds what is believed of arrival times
   * @param vocabulary what texts are read with
   */
  public CorrelationEngine(
      EngineSettings settings, RuleSet rules, InstantSource clock, Vocabulary vocabulary) {
    Floors floors = new Floors();
    this.containment = new ContainmentView(floors);
    Baselines baselines = new Baselines(settings.baselineSessionsPerDay());
    Verdicts verdicts = new Verdicts(rules.rules());
    List<Shard> started = new ArrayList<>();
    for (int i = 0; i < settings.shards(); i++) {
      ShardRuntime runtime = new ShardRuntime(rules.compiled(), 0);
      SessionTable sessions =
          new SessionTable(
              Math.max(1, settings.maxSessions() / settings.shards()),
              settings.maxSessionsPerPrincipal(),
              homes::remove);
      Judge judge =
          new Judge(
              runtime,
              sessions,
              floors,
              baselines,
              containment,
              verdicts,
              coverage,
              new OriginReader(vocabulary));
      started.add(
          new Shard(new ReentrantLock(), runtime, judge, coverage, clock, settings.deadline()));
    }
    this.shards = List.copyOf(started);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return assess(attempt, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
    return CompletableFuture.completedFuture(
        homeOf(attempt.session()).assess(attempt, arguments.text()));
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return complete(completion, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
    Shard home = homes.get(completion.session());
    if (home == null) {
      coverage.count(Loss.UNKNOWN_CALL);
      return CompletableFuture.completedFuture(
          FailureMode.permit(Loss.UNKNOWN_CALL, completion.at()));
    }
    return CompletableFuture.completedFuture(home.complete(completion, result.text()));
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    return observe(observation, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation, ClearView content) {
    Shard home = homes.get(observation.session());
    if (home == null && !content.isEmpty()) {
      early.keep(new Told(observation, content.text()));
    }
    Shard judge = home != null ? home : shard(observation.session().hashCode());
    return CompletableFuture.completedFuture(judge.observe(observation, content.text()));
  }

  @Override
  public void ended(Session session, Instant at) {
    shardOf(session).ended(session, at);
  }

  /** Takes in a durable signal. Subscribe it to the bus; a signal told twice changes nothing. */
  public void applied(Published published) {
    containment.applied(published);
  }

  /**
   * Takes in one record of the journal, in its order, before anything is judged: state, baselines
   * and windows are rebuilt, and nothing is asked for.
   */
  public void restore(JournalRecord entry) {
    switch (entry) {
      case JournalRecord.Attempted attempted ->
          homeOf(attempted.step().session()).restore(attempted.step());
      case JournalRecord.Completed completed -> {
        Shard home = homes.get(completed.step().session());
        if (home != null) {
          home.restore(completed.step());
        }
      }
      case JournalRecord.SessionEnded ended -> ended(ended.session(), ended.at());
      case JournalRecord.Signalled signalled -> applied(signalled.published());
      case JournalRecord.Decided d -> {}
      case JournalRecord.Dispatched d -> {}
      case JournalRecord.Declared d -> {}
    }
  }

  /** What could not be seen or judged so far: reason code to count. */
  public Map<String, Long> coverageLoss() {
    return coverage.counts();
  }

  @Override
  public void close() {
    shards.forEach(Shard::close);
  }

  /** The shard a session is judged in. */
  Shard shardOf(Session session) {
    int hash = session.floor().hashCode();
    return shard(session.key().isWeak() ? hash : 31 * hash + session.id().hashCode());
  }

  private Shard homeOf(Session session) {
    Shard shard = shardOf(session);
    if (homes.putIfAbsent(session.id(), shard) == null) {
      List<Told> told = early.take(session.id());
      if (!told.isEmpty()) {
        shard.told(session.id(), told);
      }
    }
    return shard;
  }

  private Shard shard(int hash) {
    return shards.get(Math.floorMod(hash ^ (hash >>> 16), shards.size()));
  }
}
