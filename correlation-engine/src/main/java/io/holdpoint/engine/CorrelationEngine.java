// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.drift.DriftReading;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Contained;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.ledger.ResourceLedger;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.provenance.Origins;
import io.holdpoint.engine.provenance.SpillFile;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.sight.Blind;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.engine.trail.LooksReader;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.CoverageListener;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.DriftReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the steps of all sessions on the calling threads. Sessions are spread over shards, and
 * within a shard over lanes: those with weak keys of an exclusive principal by their floor, so that
 * the sessions of one floor are judged in one order, all others by themselves. Every stage is
 * complete when a method returns. Safe for use by many threads.
 *
 * <p>Life: construct, {@link #restore} the journal in order, subscribe {@link #applied} to the
 * signal bus, then judge.
 */
public final class CorrelationEngine implements SessionMonitor, CoverageListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CorrelationEngine.class);

  /** So many that a caller who loses its processor in one of them is hardly ever in the way. */
  private static final int LANES = 4096;

  private final Lanes lanes = new Lanes();
  private final SpillFile idle = new SpillFile();
  private final Coverage coverage = new Coverage();
  private final Floors floors = new Floors();
  private final InputRecord record;
  private final ContainmentView containment;
  private final FleetDuty duty;
  private final BlindSpots blind;
  private final FleetApprovals approvals;
  private final AtomicLong shown = new AtomicLong();
  private final Baselines baselines;
  private final Rerun rerun;
  private final RuleExchange exchange;

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
    this(settings, rules, clock, vocabulary, InputRecord.NONE, Witness.NONE);
  }

  /**
   * Starts the shards.
   *
   * @param settings how it is set up
   * @param rules what is looked for
   * @param clock bounds what is believed of arrival times
   * @param vocabulary what texts are read with
   * @param record is told of everything before anything becomes of it
   * @param witness sees what rules match on
   */
  public CorrelationEngine(
      EngineSettings settings,
      RuleSet rules,
      InstantSource clock,
      Vocabulary vocabulary,
      InputRecord record,
      Witness witness) {
    this.record = record;
    this.blind = new BlindSpots(record);
    Refusals refusals = new Refusals(vocabulary.roles());
    this.containment = new ContainmentView(floors, refusals, record);
    List<RuleRef> refs = rules.rules().stream().map(Rule::ref).toList();
    this.rerun = new Rerun(this, lanes, containment, coverage, refs);
    this.baselines =
        new Baselines(settings.baselineSessionsPerDay(), settings.drift().registeredVersions());
    Drifting drifting =
        new Drifting(baselines, settings.drift().falseAlarms(), () -> new OriginReader(vocabulary));
    ResourceLedger ledger = new ResourceLedger();
    Verdicts verdicts = new Verdicts(rules.rules(), witness, blind);
    this.duty = new FleetDuty(rules, verdicts, containment, coverage, record);
    this.exchange = new RuleExchange(verdicts, duty, record, clock, rules);
    this.approvals = new FleetApprovals(duty);
    LooksReader looks = new LooksReader();
    for (int i = 0; i < settings.shards(); i++) {
      ShardRuntime runtime = new ShardRuntime(rules.forShards(), 0);
      SessionTable sessions =
          new SessionTable(
              Math.max(1, settings.maxSessions() / settings.shards()),
              settings.maxSessionsPerPrincipal(),
              lanes,
              idle);
      Judge judge =
          new Judge(
              runtime,
              sessions,
              floors,
              drifting,
              containment,
              refusals,
              verdicts,
              coverage,
              duty,
              looks,
              () -> new OriginReader(vocabulary),
              ledger);
      ReentrantLock memory = new ReentrantLock();
      exchange.add(runtime, memory);
      lanes.add(runtime, lanes(judge, memory, settings, clock, record));
    }
    record.told(Entry.Way.WHOLE, clock.millis(), new Input.Rules(refs, clock.instant()));
  }

  /**
   * Makes these the rules in force. Rules whose logic is the same keep what they remember; a new
   * one sees of the past what the columns say. Calls go on meanwhile: each is judged by the old
   * rules or the new ones.
   *
   * @throws IllegalStateException if a rule cannot be deployed; then the rules stay as they were
   */
  public void activate(RuleSet rules) {
    exchange.activate(rules);
  }

  private List<Lane> lanes(
      Judge judge,
      ReentrantLock memory,
      EngineSettings settings,
      InstantSource clock,
      InputRecord record) {
    Backlog backlog = new Backlog();
    List<Lane> made = new ArrayList<>();
    for (int i = 0; i < LANES / settings.shards(); i++) {
      made.add(
          new Lane(
              new ReentrantLock(),
              memory,
              backlog,
              judge,
              coverage,
              record,
              clock,
              settings.deadline()));
    }
    return made;
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return assess(attempt, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
    return CompletableFuture.completedFuture(
        lanes.of(attempt.session()).assess(attempt, arguments.text()));
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return complete(completion, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
    Lane home = lanes.known(completion.session());
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
    Lane home = lanes.known(observation.session());
    if (home == null) {
      return CompletableFuture.completedFuture(
          lanes.stray(observation, content.text()).observeStray(observation, content.text()));
    }
    return CompletableFuture.completedFuture(home.observe(observation, content.text()));
  }

  /** The second may have made no call yet: what the first saw stands for it all the same. */
  @Override
  public void joined(SessionId one, SessionId other, Instant at) {
    if (joinKnown(one, other, at)) {
      LOG.info("sessions {} and {} are one, as was found at {}", one, other, at);
    }
  }

  @Override
  public void ended(Session session, Instant at) {
    Lane home = lanes.known(session.id());
    if (home != null) {
      home.ended(session, at);
    }
  }

  /** Takes in a durable signal. Subscribe it to the bus; a signal told twice changes nothing. */
  public void applied(Published published) {
    containment.applied(published);
    taken(published, Judge.Output.LIVE);
  }

  /** As {@link #applied}, out of history. */
  void reapply(Published published) {
    containment.restored(published);
    taken(published, Judge.Output.MUTED);
  }

  /**
   * Takes in that two sessions turned out to be one: what either saw, and will see, stands for
   * both, and what was counted is counted for both. Order and repetition do not matter for what
   * stands. Returns false if it is known, or one of them is not.
   */
  public boolean join(SessionId one, SessionId other, Instant at) {
    return lanes.known(other) != null && joinKnown(one, other, at);
  }

  private boolean joinKnown(SessionId one, SessionId other, Instant at) {
    if (one.equals(other) || lanes.known(one) == null || floors.areJoined(one, other)) {
      return false;
    }
    Input.Joined joined = new Input.Joined(one, other, at);
    record.told(Entry.Way.WHOLE, at.toEpochMilli(), joined);
    rejoin(joined);
    return true;
  }

  /** A rule across sessions flagged it then. */
  void reflag(Input.Flagged flagged) {
    if (flagged.column().equals(BlindSpots.COLUMN)) {
      blind.lostThen(flagged);
    } else {
      duty.reflag(flagged);
    }
  }

  /**
   * Telemetry was lost: rules over it that ask for caution get it for a minute. That it came late
   * is its sender's word, by which nothing is decided.
   */
  @Override
  public void lost(CoverageLoss loss) {
    if (!loss.cameLate()) {
      blind.lost(loss);
    }
  }

  /** What telemetry was lost, the latest first; at most one spot for each sender. */
  public List<BlindSpot> blindSpots() {
    return blind.all();
  }

  /** Rules that see too little of what they rest on, by tenant and agent; see {@code source}. */
  public List<Blind> blindRules() {
    return exchange.blind();
  }

  /** As {@link #join}, out of history. */
  void rejoin(Input.Joined joined) {
    Lane one = lanes.known(joined.one());
    Lane other = lanes.known(joined.other());
    if (one == null) {
      return;
    }
    SessionState first = one.inItsTurn(() -> one.judge().known(joined.one()));
    SessionState second =
        other == null
            ? SessionState.EMPTY
            : other.inItsTurn(
                () -> {
                  SessionState before = other.judge().known(joined.other());
                  other.judge().join(joined.other(), first);
                  return before;
                });
    one.inItsTurn(
        () -> {
          one.judge().join(joined.one(), second);
          return floors.join(joined.one(), joined.other(), first.latches().merge(second.latches()));
        });
  }

  /**
   * Takes in one record of the journal, in its order, before anything is judged: state, baselines
   * and windows are rebuilt, and nothing is asked for.
   */
  public void restore(JournalRecord entry) {
    switch (entry) {
      case JournalRecord.Attempted attempted ->
          lanes.of(attempted.step().session()).restore(attempted.step());
      case JournalRecord.Completed completed -> {
        Lane home = lanes.known(completed.step().session());
        if (home != null) {
          home.restore(completed.step());
        }
      }
      case JournalRecord.SessionEnded ended -> {
        Lane home = lanes.known(ended.session().id());
        if (home != null) {
          home.restore(ended);
        }
      }
      case JournalRecord.Signalled signalled -> reapply(signalled.published());
      case JournalRecord.Decided d -> {}
      case JournalRecord.Dispatched d -> {}
      case JournalRecord.Declared d -> {}
      case JournalRecord.RuleActivated r -> {}
      case JournalRecord.Offered o -> {}
      case JournalRecord.PolicyActivated activated -> {}
      case JournalRecord.Counted counted -> {}
      case JournalRecord.Recorded recorded -> {}
      case JournalRecord.Bypassed _, JournalRecord.Audited _ -> {}
      case JournalRecord.ApprovalAsked asked -> approvals.restore(asked);
      case JournalRecord.ApprovalDecided decided -> approvals.restore(decided);
      case JournalRecord.ApprovalRedeemed a -> {}
      case JournalRecord.ApprovalExpired a -> {}
    }
  }

  private void taken(Published published, Judge.Output output) {
    if (published.signal() instanceof Signal.Kill kill) {
      baselines.recall(kill.header().target());
    }
    long before = shown.getAndAccumulate(published.sequence(), Math::max);
    if (published.sequence() > before) {
      long at = published.signal().header().at().toEpochMilli();
      duty.show(new Contained(published.signal(), at), at, output);
    }
  }

  /** Takes in that something changed about a held call; subscribe it to the approval desk. */
  public void approval(Approval approval) {
    approvals.changed(approval);
  }

  /** Says who is told what rules across sessions find; nobody is before. */
  public void reportTo(FleetOutlet outlet) {
    duty.reportTo(outlet);
  }

  /**
   * From now on rules across sessions are asked on the calling thread too. For replays of one
   * thread, which must come to the same every time.
   */
  public void inTurn() {
    duty.fleet().inTurn();
  }

  /**
   * Waits until rules across sessions have taken in all that was judged so far. For replays and
   * tests: who serves calls never waits for them.
   */
  public void settle() {
    duty.fleet().settle();
  }

  /**
   * How a session compares with what its agent usually does: the score step by step with its terms,
   * the change point, what was expected. Empty if the session is not held or made no call.
   */
  public Optional<DriftReport> drift(SessionId session) {
    return driftReading(session).map(reading -> reading.report(session));
  }

  /** The same before it is put into words, for those who measure how well drift is seen. */
  public Optional<DriftReading> driftReading(SessionId session) {
    Lane home = lanes.known(session);
    return home == null ? Optional.empty() : home.drift(session);
  }

  /** How far a session has drifted by now; empty if it is not held or has no baseline. Quick. */
  public Optional<DriftFacts> drifted(SessionId session) {
    Lane home = lanes.known(session);
    return home == null ? Optional.empty() : home.drifted(session);
  }

  /**
   * Where the values of a call's arguments came from. Kept for the last calls of each live session
   * only; older ones are found by judging the session's record again.
   */
  public Optional<Origins> origins(SessionId session, StepId step) {
    Lane home = lanes.known(session);
    return home == null
        ? Optional.empty()
        : home.inItsTurn(() -> home.judge().origins(session, step));
  }

  /**
   * Takes in one entry of a record, in its order, before anything is judged: what was known then is
   * known again, and nothing is asked for. Call {@link #replayed} after the last one.
   *
   * @return what is said of a step, if the entry completes it
   */
  public Optional<Assessment> replay(Entry entry) {
    return rerun.take(entry);
  }

  /** The record is at its end: what its run left undone is done. */
  public void replayed() {
    rerun.finish();
  }

  /** A session as its credential presented itself, or empty if it is not held in memory. */
  public Optional<Session> session(SessionId id) {
    Lane home = lanes.known(id);
    return home == null ? Optional.empty() : home.inItsTurn(() -> home.judge().session(id));
  }

  /** How bad a session looks and why, or empty if it is not held in memory. */
  public Optional<Risk> risk(SessionId session) {
    Lane home = lanes.known(session);
    return home == null ? Optional.empty() : home.inItsTurn(() -> home.judge().riskOf(session));
  }

  /** What could not be seen or judged so far: reason code to count. */
  public Map<String, Long> coverageLoss() {
    return coverage.counts();
  }

  @Override
  public void close() {
    duty.close();
    lanes.close();
    idle.close();
  }
}
