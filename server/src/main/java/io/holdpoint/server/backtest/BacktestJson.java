// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import io.holdpoint.server.backtest.BacktestReport.AgentLine;
import io.holdpoint.server.backtest.BacktestReport.Difference;
import io.holdpoint.server.backtest.BacktestReport.RuleLine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Back-tests as the control API and the command line tell them. */
public final class BacktestJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BacktestJson() {}

  /** A report. */
  public static ObjectNode report(BacktestReport report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("sessions", report.sessions());
    node.put("calls", report.calls());
    lines(node.putArray("candidate"), report.candidate());
    lines(node.putArray("active"), report.active());
    ArrayNode differences = node.putArray("differences");
    report.differences().forEach(d -> difference(differences.addObject(), d));
    return node;
  }

  static String job(BacktestJob job, Optional<Instant> inForceSince) {
    ObjectNode node = node(job, true);
    inForceSince.ifPresent(at -> node.put("inForceSince", at.toString()));
    return node.toString();
  }

  static String list(List<BacktestJob> jobs) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("backtests");
    jobs.forEach(job -> list.add(node(job, false)));
    return node.toString();
  }

  static String error(String code, String message) {
    return JSON.createObjectNode().put("code", code).put("message", message).toString();
  }

  private static ObjectNode node(BacktestJob job, boolean whole) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", job.id());
    node.put("state", job.state().name().toLowerCase(Locale.ROOT));
    node.put("operator", job.operator());
    node.put("since", job.since().toString());
    node.put("askedAt", job.askedAt().toString());
    node.put("percent", job.percent());
    BacktestReport report = job.report();
    if (whole && report != null) {
      node.set("result", report(report));
    }
    return node;
  }

  private static void lines(ArrayNode array, List<RuleLine> lines) {
    for (RuleLine line : lines) {
      ObjectNode node = array.addObject();
      node.put("rule", line.rule());
      node.put("action", line.action());
      node.put("mode", line.mode());
      node.put("hits", line.hits());
      node.put("sessions", line.sessions());
      node.put("firstCall", line.firstCall());
      node.put("medianCall", line.medianCall());
      node.put("blocks", line.blocks());
      node.put("contained", line.contained());
      ArrayNode agents = node.putArray("agents");
      for (AgentLine agent : line.agents()) {
        agents
            .addObject()
            .put("agent", agent.agent())
            .put("sessions", agent.sessions())
            .put("hit", agent.hit())
            .put("rate", agent.sessions() == 0 ? 0 : (double) agent.hit() / agent.sessions());
      }
    }
  }

  private static void difference(ObjectNode node, Difference difference) {
    node.put("rule", difference.rule());
    node.put("candidateOnlyCount", difference.candidateOnlyCount());
    node.put("activeOnlyCount", difference.activeOnlyCount());
    ArrayNode more = node.putArray("candidateOnly");
    difference.candidateOnly().forEach(more::add);
    ArrayNode less = node.putArray("activeOnly");
    difference.activeOnly().forEach(less::add);
  }
}
