// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.ContainmentView.Standing;
import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.event.Approval;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.Flagged;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.fleet.Fleet;
import io.holdpoint.engine.fleet.FleetFlags;
import io.holdpoint.engine.provenance.Origins;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.conduct.Conduct.Flagging;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.trail.TrailFacts;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on what rules across sessions found: flags for the shards, containment of every session in
 * the chain, a detection that the next step of the session brings to people. What a rule may not
 * stop any more is asked about instead: its agent is flagged. Safe for use by many threads.
 */
final class FleetDuty implements Fleet.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetDuty.class);
  private static final int MOST_WAITING = 16_384;
  private static final int MOST_OWED = 10_000;
  private static final Duration ASK_FOR = Duration.ofHours(1);

  private final Verdicts verdicts;
  private final ContainmentView containment;
  private final Coverage coverage;
  private final Fleet fleet;
  private final InputRecord record;
  private volatile boolean replaying;
  private final ConcurrentMap<SessionId, List<Detection>> owed = new ConcurrentHashMap<>();
  private volatile FleetOutlet outlet = (detection, signals) -> {};

  /**
   * @param record is told what shards come to know, before they do
   */
  FleetDuty(
      RuleSet rules,
      Verdicts verdicts,
      ContainmentView containment,
      Coverage coverage,
      InputRecord record) {
    this.record = record;
    this.verdicts = verdicts;
    this.containment = containment;
    this.coverage = coverage;
    this.fleet = new Fleet(rules.forFleet(), MOST_WAITING, this);
  }

  Fleet fleet() {
    return fleet;
  }

  void reportTo(FleetOutlet next) {
    outlet = next;
  }

  /** Shows the rules an event. */
  void show(Object event, long at, Judge.Output output) {
    switch (output) {
      case LIVE -> fleet.bring(event, at);
      case MUTED -> fleet.restore(event, at);
      case REPLAYED -> {
        replaying = true;
        fleet.restore(event, at);
        replaying = false;
      }
    }
  }

  /** What is flagged about a call. */
  Flagged flagged(Call call, TrailFacts trail, Origins origins, long now) {
    FleetFlags flags = fleet.flags();
    if (flags.isEmpty()) {
      return Flagged.NOTHING;
    }
    Session session = call.session();
    String tenant = session.identity().tenant();
    Flagged flagged =
        new Flagged(
            flags.isRaised(tenant, "tool", call.toolName(), now),
            flags.isRaised(tenant, "upstream", call.tool().upstream(), now),
            flags.isRaised(tenant, "floor", session.floor().value(), now),
            flags.isRaised(tenant, "principal", session.identity().subject(), now),
            flags.isRaised(tenant, "destination", trail.destinationWord(), now),
            flags.isRaised(tenant, "argumentsDigest", call.arguments().value(), now),
            flags.isRaised(tenant, "session", session.id().value(), now),
            origins.anyUnnamedFrom(tool -> flags.isRaised(tenant, "source", tool, now)));
    return flagged.any() ? flagged : Flagged.NOTHING;
  }

  /** What was found about a session and not brought to people yet. */
  List<Detection> owedTo(SessionId session) {
    if (owed.isEmpty()) {
      return List.of();
    }
    List<Detection> found = owed.remove(session);
    if (found == null) {
      return List.of();
    }
    List<Detection> all = List.copyOf(found);
    record.told(
        Entry.Way.WHOLE,
        all.getLast().at().toEpochMilli(),
        new Input.Owed(
            session,
            all.stream().filter(d -> d.mode() == Mode.ENFORCE).map(Detection::score).toList()));
    return all;
  }

  /** The record tells what was flagged when. */
  void reflag(Input.Flagged flagged) {
    fleet.flags().raise(flagged.tenant(), flagged.column(), flagged.value(), flagged.until());
  }

  private void flag(String tenant, String column, String value, long at, long until) {
    record.told(Entry.Way.WHOLE, at, new Input.Flagged(tenant, column, value, until));
    fleet.flags().raise(tenant, column, value, until);
  }

  @Override
  public void found(Match match, long at, boolean history) {
    if (verdicts.isOutOfForce(match)) {
      return;
    }
    Instant when = Instant.ofEpochMilli(at);
    Rule rule = verdicts.rule(match);
    Session owner = ownerOf(match.trigger());
    if (owner == null || verdicts.excepted(match, when)) {
      return;
    }
    if (rule.modeFor(match.trigger()) == Mode.ENFORCE && !replaying) {
      raise(rule.conduct().flagging(), match.trigger(), owner, at, history);
    }
    boolean told = verdicts.alreadyTold(match, when);
    if (history || told) {
      return;
    }
    Detection detection = detection(match, rule, owner, when);
    List<Signal> signals = contain(rule, match, owner, detection);
    LOG.debug("rule {}: {}", rule.id(), detection.text());
    if (owed.size() < MOST_OWED) {
      owed.computeIfAbsent(owner.id(), id -> new java.util.concurrent.CopyOnWriteArrayList<>())
          .add(detection);
    }
    outlet.found(detection, signals);
  }

  @Override
  public void lost() {
    coverage.count(Loss.FLEET);
  }

  @Override
  public void close() {
    fleet.close();
  }

  private void raise(Flagging flagging, Object trigger, Session owner, long at, boolean history) {
    long until = at + flagging.lasts().toMillis();
    String tenant = owner.identity().tenant();
    for (String column : flagging.columns()) {
      String value = EventType.value(trigger, column);
      if (history) {
        fleet.flags().raise(tenant, column, value, until);
      } else {
        flag(tenant, column, value, at, until);
      }
    }
  }

  private Detection detection(Match match, Rule rule, Session owner, Instant at) {
    if (match.trigger() instanceof StepEvent step) {
      return verdicts.detection(match, step, at);
    }
    Set<StepId> chain = new LinkedHashSet<>();
    for (Object event : match.chain()) {
      chain.addAll(stepsOf(event));
    }
    List<StepId> last = stepsOf(match.trigger());
    last.forEach(chain::remove);
    chain.addAll(last);
    return verdicts.detection(
        rule, owner, List.copyOf(chain), toolOf(match.trigger()), match.trigger(), at);
  }

  private List<Signal> contain(Rule rule, Match match, Session owner, Detection detection) {
    if (detection.mode() != Mode.ENFORCE || !rule.action().contains()) {
      return List.of();
    }
    Map<SessionId, Session> sessions = new LinkedHashMap<>();
    for (Object event : match.chain()) {
      Session one = ownerOf(event);
      if (one != null) {
        sessions.put(one.id(), one);
      }
    }
    sessions.put(owner.id(), owner);
    List<Signal> signals = new ArrayList<>();
    for (Session session : sessions.values()) {
      Standing stands = containment.of(session);
      List<Signal> wanted = verdicts.signals(session, List.of(detection), containment);
      if (wanted.isEmpty() && stands == Standing.FREE && containment.allowed(session) == null) {
        askAbout(session, detection.at());
      }
      wanted.forEach(containment::ask);
      signals.addAll(wanted);
    }
    return signals;
  }

  /** The rule has stopped as many as it may: people decide about the others. */
  private void askAbout(Session session, Instant at) {
    flag(
        session.identity().tenant(),
        "session",
        session.id().value(),
        at.toEpochMilli(),
        at.plus(ASK_FOR).toEpochMilli());
  }

  private static @Nullable Session ownerOf(Object event) {
    return switch (event) {
      case StepEvent step -> StepEvent.factsOf(step).call().session();
      case Detected detected -> Detected.ownerOf(detected);
      case Approval approval -> Approval.requestOf(approval).attempt().session();
      default -> null;
    };
  }

  private static List<StepId> stepsOf(Object event) {
    return switch (event) {
      case StepEvent step -> List.of(StepEvent.factsOf(step).call().id());
      case Detected detected -> Detected.detectionOf(detected).chain();
      case Approval approval -> List.of(Approval.requestOf(approval).attempt().id());
      default -> List.of();
    };
  }

  private static String toolOf(Object event) {
    return switch (event) {
      case Detected detected -> detected.tool();
      case Approval approval -> approval.tool();
      default -> "unknown";
    };
  }
}
