// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.Homes;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.engine.state.Turn;
import io.holdpoint.model.identity.PrincipalKind;
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
 * Judges the steps of all sessions on the calling threads. Sessions are spread over shards, and
 * within a shard over lanes: those with weak keys of an exclusive principal by their floor, so that
 * the sessions of one floor are judged in one order, all others by themselves. Every stage is
 * complete when a method returns. Safe for use by many threads.
 *
 * <p>Life: construct, {@link #restore} the journal in order, subscribe {@link #applied} to the
 * signal bus, then judge.
 */
public final class CorrelationEngine implements SessionMonitor, AutoCloseable {
  /** So many that a caller who loses its processor in one of them is hardly ever in the way. */
  private static final int LANES = 4096;

  private final List<Shard> shards;
  private final ConcurrentMap<SessionId, Lane> homes = new ConcurrentHashMap<>();
  private final EarlyWords early = new EarlyWords();
  private final Coverage coverage = new Coverage();
  private final ContainmentView containment;

  /** Rules and sessions of their own, and the lanes that share them. */
  private record Shard(ShardRuntime runtime, List<Lane> lanes) {}

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
              new HomeKeeping());
      Judge judge =
          new Judge(
              runtime,
              sessions,
              floors,
              baselines,
              containment,
              verdicts,
              coverage,
              () -> new OriginReader(vocabulary));
      started.add(new Shard(runtime, lanes(judge, settings, clock)));
    }
    this.shards = List.copyOf(started);
  }

  private List<Lane> lanes(Judge judge, EngineSettings settings, InstantSource clock) {
    Backlog backlog = new Backlog();
    ReentrantLock memory = new ReentrantLock();
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < LANES / settings.shards(); i++) {
      lanes.add(
          new Lane(
              new ReentrantLock(), memory, backlog, judge, coverage, clock, settings.deadline()));
    }
    return List.copyOf(lanes);
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
    Lane home = homes.get(completion.session());
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
    Lane home = homes.get(observation.session());
    if (home == null) {
      if (!content.isEmpty()) {
        early.keep(new Told(observation, content.text()));
      }
      int hash = observation.session().hashCode();
      return CompletableFuture.completedFuture(lane(hash, hash).observeStray(observation));
    }
    return CompletableFuture.completedFuture(home.observe(observation, content.text()));
  }

  @Override
  public void ended(Session session, Instant at) {
    Lane home = homes.get(session.id());
    if (home != null) {
      home.ended(session, at);
    }
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
        Lane home = homes.get(completed.step().session());
        if (home != null) {
          home.restore(completed.step());
        }
      }
      case JournalRecord.SessionEnded ended -> ended(ended.session(), ended.at());
      case JournalRecord.Signalled signalled -> applied(signalled.published());
      case JournalRecord.Decided d -> {}
      case JournalRecord.Dispatched d -> {}
      case JournalRecord.Declared d -> {}
      case JournalRecord.Offered o -> {}
      case JournalRecord.PolicyActivated activated -> {}
      case JournalRecord.Counted counted -> {}
      case JournalRecord.Bypassed bypassed -> {}
      case JournalRecord.ApprovalAsked a -> {}
      case JournalRecord.ApprovalDecided a -> {}
      case JournalRecord.ApprovalRedeemed a -> {}
      case JournalRecord.ApprovalExpired a -> {}
    }
  }

  /** What could not be seen or judged so far: reason code to count. */
  public Map<String, Long> coverageLoss() {
    return coverage.counts();
  }

  @Override
  public void close() {
    shards.forEach(shard -> shard.runtime().close());
  }

  /** The lane a session is judged in. */
  private Lane laneOf(Session session) {
    int floor = session.floor().hashCode();
    int id = session.id().hashCode();
    if (!session.key().isWeak()) {
      return lane(31 * floor + id, id);
    }
    return lane(floor, session.kind() == PrincipalKind.EXCLUSIVE ? floor : id);
  }

  private Lane homeOf(Session session) {
    Lane known = homes.get(session.id());
    return known != null ? known : homes.computeIfAbsent(session.id(), id -> newHome(session));
  }

  /** What was said before the first call is there when that is judged. */
  private Lane newHome(Session session) {
    Lane home = laneOf(session);
    home.told(session.id(), early.take(session.id()));
    return home;
  }

  private Lane lane(int shardHash, int laneHash) {
    List<Lane> lanes =
        shards.get(Math.floorMod(shardHash ^ (shardHash >>> 16), shards.size())).lanes();
    return lanes.get(Math.floorMod((0x9E3779B9 * laneHash) >>> 12, lanes.size()));
  }

  /** What the tables know and tell of lanes. */
  private final class HomeKeeping implements Homes {
    @Override
    public Turn turnOf(Session session) {
      return homes.getOrDefault(session.id(), laneOf(session));
    }

    @Override
    public void takenIn(Session session) {
      homes.putIfAbsent(session.id(), laneOf(session));
    }

    @Override
    public void forgotten(SessionId session) {
      homes.remove(session);
    }
  }
}
