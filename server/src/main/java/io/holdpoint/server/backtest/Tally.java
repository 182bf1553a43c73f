// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what rules did in a replay. For one thread. */
final class Tally {
  private final Map<String, OfRule> rules = new TreeMap<>();
  private final Map<String, Set<String>> agents = new TreeMap<>();
  private long calls;

  /** One rule's. */
  private static final class OfRule {
    private final String action;
    private final String mode;
    private int hits;
    private int blocks;
    private final Set<String> sessions = new LinkedHashSet<>();
    private final Set<String> contained = new LinkedHashSet<>();
    private final Map<String, Set<String>> byAgent = new TreeMap<>();
    private final List<Integer> firstCalls = new ArrayList<>();

    OfRule(Hit hit) {
      this.action = hit.action().word();
      this.mode = hit.mode().word();
    }

    void add(Hit hit) {
      hits++;
      blocks += hit.wouldBlock() ? 1 : 0;
      if (sessions.add(hit.session())) {
        firstCalls.add(hit.call());
      }
      if (hit.wouldContain()) {
        contained.add(hit.session());
      }
      byAgent.computeIfAbsent(hit.agent(), a -> new LinkedHashSet<>()).add(hit.session());
    }
  }

  /** A call of a session of an agent was replayed. */
  void called(String session, String agent) {
    calls++;
    agents.computeIfAbsent(agent, a -> new LinkedHashSet<>()).add(session);
  }

  void hit(Hit hit) {
    rules.computeIfAbsent(hit.rule(), id -> new OfRule(hit)).add(hit);
  }

  long calls() {
    return calls;
  }

  int sessions() {
    return agents.values().stream().mapToInt(Set::size).sum();
  }

  /** Sessions a rule matched in. */
  Set<String> sessionsOf(String rule) {
    OfRule known = rules.get(rule);
    return known == null ? Set.of() : known.sessions;
  }

  /** What is known of rules, those that never matched included. */
  List<BacktestReport.RuleLine> lines(List<String> ids) {
    List<BacktestReport.RuleLine> lines = new ArrayList<>();
    for (String id : ids) {
      OfRule known = rules.get(id);
      lines.add(known == null ? BacktestReport.RuleLine.silent(id) : line(id, known));
    }
    return lines;
  }

  private BacktestReport.RuleLine line(String id, OfRule rule) {
    List<Integer> first = rule.firstCalls.stream().sorted().toList();
    List<BacktestReport.AgentLine> byAgent = new ArrayList<>();
    rule.byAgent.forEach(
        (agent, hit) ->
            byAgent.add(
                new BacktestReport.AgentLine(
                    agent, agents.getOrDefault(agent, hit).size(), hit.size())));
    return new BacktestReport.RuleLine(
        id,
        rule.action,
        rule.mode,
        rule.hits,
        rule.sessions.size(),
        first.getFirst(),
        first.get(first.size() / 2),
        rule.blocks,
        rule.contained.size(),
        byAgent);
  }
}
