// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.samples.agents.DriftingAgent;
import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.LoopingAgent;
import io.holdpoint.samples.agents.ReportAgent;
import io.holdpoint.samples.agents.RunReport;
import io.holdpoint.samples.servers.SampleServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Compares what became of an act with what should have. */
final class Findings {

  private Findings() {}

  /** What is not as it should be, one sentence each; empty if all is well. */
  static List<String> missing(Played played, SampleServers servers) {
    List<String> missing = new ArrayList<>();
    Act act = played.act();
    String agent = act.agent().name();
    if (played.sessions().isEmpty()) {
      missing.add(agent + ": no session of it was recorded");
    }
    if (act.expectsRule() && played.expectedDetection().isEmpty()) {
      missing.add(agent + ": was not detected by " + act.rule());
    }
    if (act.expectsSignal() && played.expectedSignal().isEmpty()) {
      missing.add(agent + ": got no " + act.action() + " by " + act.rule());
    }
    if (!act.expectsSignal() && !played.signals().isEmpty()) {
      missing.add(agent + ": was contained (expected: left alone)");
    }
    if (!act.expectsRule() && !played.detections().isEmpty()) {
      missing.add(agent + ": raised a detection (expected: none)");
    }
    missing.addAll(seenByAgentAndServers(played, servers));
    return missing;
  }

  /** What became of the act, in one sentence, where all is well. */
  static String summary(Played played, SampleServers servers) {
    RunReport report = played.report();
    return switch (played.act().agent()) {
      case ReportAgent a -> "left alone: " + report.done() + " calls done, nothing to stop";
      case ExfiltratingAgent a ->
          "stopped: "
              + mails(servers)
              + " mails sent, "
              + forwardedAfterKill(played, servers)
              + " calls reached a server after the verdict";
      case LoopingAgent a ->
          "stopped: paused after " + report.done() + " identical calls, until somebody resumes it";
      case DriftingAgent a ->
          "told of: " + report.runs().size() + " runs, the last one unlike all others";
    };
  }

  /** How many calls of an agent reached a server after it had been killed. */
  static int forwardedAfterKill(Played played, SampleServers servers) {
    return played
        .killedAt()
        .map(at -> servers.calls().ofRunsAfter(played.report().runs(), at))
        .orElse(0);
  }

  private static List<String> seenByAgentAndServers(Played played, SampleServers servers) {
    RunReport report = played.report();
    int arrived = servers.calls().ofRuns(report.runs());
    List<String> missing = new ArrayList<>();
    if (arrived != report.done()) {
      missing.add(
          report.agent()
              + ": "
              + arrived
              + " calls reached a server (expected: the "
              + report.done()
              + " that were answered)");
    }
    boolean undone = report.done() < report.uses().size();
    switch (played.act().agent()) {
      case ReportAgent a when undone -> missing.add(report.agent() + ": was refused a call");
      case DriftingAgent a when undone -> missing.add(report.agent() + ": was refused a call");
      case LoopingAgent a when !undone -> missing.add(report.agent() + ": was never stopped");
      case ExfiltratingAgent a -> missing.addAll(leaks(played, servers));
      case ReportAgent a -> {}
      case DriftingAgent a -> {}
      case LoopingAgent a -> {}
    }
    return missing;
  }

  private static List<String> leaks(Played played, SampleServers servers) {
    List<String> leaks = new ArrayList<>();
    if (mails(servers) > 0) {
      leaks.add(played.report().agent() + ": its mail left, the outbox has " + mails(servers));
    }
    int forwarded = forwardedAfterKill(played, servers);
    if (forwarded > 0) {
      leaks.add(
          played.report().agent() + ": " + forwarded + " calls were forwarded after the kill");
    }
    return leaks;
  }

  private static int mails(SampleServers servers) {
    try {
      return servers.mails().size();
    } catch (IOException e) {
      throw new UncheckedIOException("outbox: cannot count its mails", e);
    }
  }
}
