// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the stories of rules against all rules at once, and says what each rule adds: an attack
 * that is missed once the rule is gone.
 */
public final class Campaign {
  private final RuleSet rules;

  /**
   * @param rules what defends
   */
  public Campaign(RuleSet rules) {
    this.rules = rules;
  }

  /** Every attack and every innocent story, in the order of the rules. */
  public List<Played> play() {
    return play(rules, Scenario.of(rules));
  }

  /**
   * What a rule adds.
   *
   * @param rule which
   * @param attacks how many attacks were written for it
   * @param stopped how many of them do not complete their harm
   * @param alone attacks that all other rules together miss
   * @param lessStopped attacks whose harm is stopped no more without it
   */
  public record Share(Rule rule, int attacks, int stopped, List<String> alone, int lessStopped) {
    public Share {
      alone = List.copyOf(alone);
    }
  }

  /**
   * Takes away one rule after the other.
   *
   * @param whole how it went with all of them
   */
  public List<Share> without(List<Played> whole) {
    List<Share> shares = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      if (rule.mode() == Mode.ENFORCE) {
        shares.add(share(rule, whole));
      }
    }
    return shares;
  }

  private Share share(Rule rule, List<Played> whole) {
    List<Played> own =
        whole.stream()
            .filter(p -> p.scenario().rule().id().equals(rule.id()) && p.scenario().isAttack())
            .toList();
    List<Played> without =
        play(rules.without(rule.id()), own.stream().map(Played::scenario).toList());
    List<String> alone = new ArrayList<>();
    int less = 0;
    for (int i = 0; i < own.size(); i++) {
      Grade with = own.get(i).grade();
      Grade gone = without.get(i).grade();
      if (gone == Grade.MISSED && with != Grade.MISSED) {
        alone.add(own.get(i).scenario().name());
      }
      less += with.isStopped() && !gone.isStopped() ? 1 : 0;
    }
    int stopped = (int) own.stream().filter(p -> p.grade().isStopped()).count();
    return new Share(rule, own.size(), stopped, alone, less);
  }

  private static List<Played> play(RuleSet defence, List<Scenario> scenarios) {
    List<Played> played = new ArrayList<>();
    try (Sandbox sandbox = new Sandbox();
        Rig rig = new Rig(defence, sandbox)) {
      scenarios.forEach(scenario -> played.add(rig.play(scenario)));
    }
    return played;
  }
}
