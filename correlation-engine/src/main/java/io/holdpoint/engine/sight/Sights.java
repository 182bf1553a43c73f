// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import io.holdpoint.engine.sight.AgentSight.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Measures of all agents whether what rules rest on is told, and says which rules are blind. It
 * changes no verdict. Safe for use by many threads.
 */
public final class Sights {
  private static final int MOST_AGENTS = 4_096;

  private final ConcurrentMap<String, AgentSight> agents = new ConcurrentHashMap<>();
  private volatile Map<String, Need> needs = Map.of();

  /**
   * From now on these rules need something.
   *
   * @param all rule id to what it needs; those without a least coverage are left out
   */
  public void need(Map<String, Need> all) {
    Map<String, Need> wanted = new TreeMap<>(all);
    wanted.values().removeIf(need -> need.minCoverage() == 0);
    needs = Map.copyOf(wanted);
  }

  /** True if no rule needs anything, so that nothing has to be counted. */
  public boolean isIdle() {
    return needs.isEmpty();
  }

  /**
   * What is told of an agent. If there are too many the one that called longest ago is forgotten.
   *
   * @param floor what lies below every session of its credential
   * @param now engine time, milliseconds since 1970
   */
  public AgentSight of(String floor, String tenant, String agent, long now) {
    AgentSight known = agents.get(floor);
    if (known != null) {
      return known;
    }
    if (agents.size() >= MOST_AGENTS) {
      agents.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().last()))
          .ifPresent(oldest -> agents.remove(oldest.getKey()));
    }
    return agents.computeIfAbsent(floor, key -> new AgentSight(tenant, agent, now));
  }

  /** The agent made a call; now and then it is looked which rules are blind to it. */
  public void called(AgentSight agent, long now) {
    if (agent.called(now)) {
      agent.look(needs);
    }
  }

  /** Every rule that is blind to a tenant or to one of its agents, tenants first. */
  public List<Blind> blind() {
    List<Blind> all = new ArrayList<>();
    Map<String, List<AgentSight>> tenants = new TreeMap<>();
    agents
        .values()
        .forEach(a -> tenants.computeIfAbsent(a.tenant(), key -> new ArrayList<>()).add(a));
    new TreeMap<>(needs)
        .forEach(
            (rule, need) ->
                tenants.forEach((tenant, members) -> add(rule, need, tenant, members, all)));
    return List.copyOf(all);
  }

  private static void add(
      String rule, Need need, String tenant, List<AgentSight> members, List<Blind> all) {
    List<Blind> some = new ArrayList<>();
    for (AgentSight agent : members) {
      Share share = Share.of(agent, need);
      if (share.isBlind()) {
        Instant since = Instant.ofEpochMilli(agent.blindSince(rule));
        some.add(blind(rule, need, tenant, agent.agent(), share, since));
      }
    }
    Share whole = Share.of(need, ground -> counts(members, ground));
    if (whole.isBlind()) {
      Instant since =
          some.stream()
              .map(Blind::since)
              .min(Comparator.naturalOrder())
              .orElseGet(() -> Instant.ofEpochMilli(lastOf(members)));
      all.add(blind(rule, need, tenant, "", whole, since));
    }
    some.sort(Comparator.comparing(Blind::since).thenComparing(Blind::agent));
    all.addAll(some);
  }

  private static Blind blind(
      String rule, Need need, String tenant, String agent, Share share, Instant since) {
    return new Blind(
        rule, tenant, agent, need.minCoverage(), share.percent(), share.missing(), since);
  }

  private static int[] counts(List<AgentSight> members, Ground ground) {
    int asked = 0;
    int told = 0;
    for (AgentSight agent : members) {
      asked += agent.askedOf(ground);
      told += agent.toldOf(ground);
    }
    return new int[] {asked, told};
  }

  private static long lastOf(List<AgentSight> members) {
    return members.stream().mapToLong(AgentSight::last).max().orElse(0);
  }
}
