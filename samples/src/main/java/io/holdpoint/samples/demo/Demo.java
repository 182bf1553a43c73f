// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.RunReport;
import io.holdpoint.samples.servers.SampleServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Plays the acts one after the other and collects what became of them. */
final class Demo {

  private final Guard guard;
  private final SampleServers servers;
  private final Map<String, String> credentials;
  private final Story story;
  private final Patience patience;
  private final Duration lag;
  private final List<Signal> signals = new CopyOnWriteArrayList<>();

  /**
   * @param credentials the bearer token of each agent, by its name
   * @param lag how long the store may stay behind what happened
   */
  Demo(
      Guard guard,
      SampleServers servers,
      Map<String, String> credentials,
      Story story,
      Patience patience,
      Duration lag) {
    this.guard = guard;
    this.servers = servers;
    this.credentials = Map.copyOf(credentials);
    this.story = story;
    this.patience = patience;
    this.lag = lag;
  }

  /** Plays all acts. Returns early, with what was played, if the demo is being stopped. */
  List<Played> play() {
    List<Played> played = new ArrayList<>();
    Subscription subscription = guard.signals().subscribe(0, this::signalled);
    try {
      for (Act act : Act.ALL) {
        if (!patience.isStopped()) {
          played.add(play(act));
        }
      }
    } finally {
      subscription.close();
    }
    return played;
  }

  private void signalled(Published published) {
    signals.add(published.signal());
    story.signalled(published.signal());
  }

  private Played play(Act act) {
    String agent = act.agent().name();
    story.begins(act.agent());
    String credential = credentials.getOrDefault(agent, "");
    RunReport report =
        act.agent()
            .run(new AgentAccess(guard.endpoints(), credential, act.patience()), story::used);
    patience.until(() -> isStored(act, report), lag);
    Played played = gather(act, report);
    story.ends(played, servers);
    return played;
  }

  private boolean isStored(Act act, RunReport report) {
    Played soFar = gather(act, report);
    int steps = soFar.sessions().stream().mapToInt(SessionRow::steps).sum();
    return steps >= report.done()
        && (!act.expectsRule() || soFar.expectedDetection().isPresent())
        && (!act.expectsSignal() || soFar.expectedSignal().isPresent());
  }

  private Played gather(Act act, RunReport report) {
    List<SessionRow> sessions =
        guard.store().sessions(Guard.TENANT, 1000).stream()
            .filter(row -> row.facts().principal().equals(act.agent().name()))
            .toList();
    Set<SessionId> ids = sessions.stream().map(s -> s.facts().id()).collect(Collectors.toSet());
    List<DetectionRow> detections =
        guard.store().detections(Guard.TENANT, 1000).stream()
            .filter(row -> ids.contains(row.detection().session()))
            .toList();
    List<Signal> given =
        signals.stream().filter(s -> ids.contains(s.header().target().session())).toList();
    return new Played(act, report, sessions, detections, given);
  }
}
