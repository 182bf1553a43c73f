// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What rules did in a replay, beside the rules in force.
 *
 * @param sessions how many sessions were replayed
 * @param calls how many calls
 * @param candidate what the tried rules did, by id
 * @param active what the rules in force did in the same replay, by id; empty if none were compared
 * @param differences per rule that is in either, which sessions only one of the two matched in
 */
public record BacktestReport(
    int sessions,
    long calls,
    List<RuleLine> candidate,
    List<RuleLine> active,
    List<Difference> differences) {
  /** No more sessions than these are named in a difference. */
  static final int MOST_NAMED = 50;

  public BacktestReport {
    candidate = List.copyOf(candidate);
    active = List.copyOf(active);
    differences = List.copyOf(differences);
  }

  /**
   * One rule.
   *
   * @param action what it asks for, empty if it never matched
   * @param mode whether that is carried out, empty if it never matched
   * @param hits how often it matched
   * @param sessions in how many sessions
   * @param firstCall the earliest call of a session it matched at, from 1
   * @param medianCall the first match of the median session
   * @param blocks calls it would have held or denied, were it enforced
   * @param contained sessions it would have paused or killed, were it enforced
   * @param agents those it matched for
   */
  public record RuleLine(
      String rule,
      String action,
      String mode,
      int hits,
      int sessions,
      int firstCall,
      int medianCall,
      int blocks,
      int contained,
      List<AgentLine> agents) {
    public RuleLine {
      requireNonNull(rule, "rule");
      agents = List.copyOf(agents);
    }

    static RuleLine silent(String rule) {
      return new RuleLine(rule, "", "", 0, 0, 0, 0, 0, 0, List.of());
    }
  }

  /**
   * One agent.
   *
   * @param sessions how many sessions it had
   * @param hit in how many of them the rule matched
   */
  public record AgentLine(String agent, int sessions, int hit) {}

  /**
   * Where two versions of a rule differ; the first {@value #MOST_NAMED} sessions each.
   *
   * @param candidateOnly sessions only the tried version matched in
   * @param activeOnly sessions only the version in force matched in
   */
  public record Difference(
      String rule,
      int candidateOnlyCount,
      int activeOnlyCount,
      List<String> candidateOnly,
      List<String> activeOnly) {
    public Difference {
      candidateOnly = List.copyOf(candidateOnly);
      activeOnly = List.copyOf(activeOnly);
    }
  }
}
