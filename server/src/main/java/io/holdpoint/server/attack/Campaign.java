// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plays the stories of rules against all rules at once, and says what each rule adds: attacks that
 * are answered worse once the rule is gone.
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
   * @param worse attacks that all other rules together answer worse
   */
  public record Share(Rule rule, int attacks, int stopped, List<Worse> worse) {
    public Share {
      worse = List.copyOf(worse);
    }

    /** How many of them nobody notices any more. */
    public int missed() {
      return (int) worse.stream().filter(w -> w.without().grade() == Grade.MISSED).count();
    }
  }

  /**
   * An attack that is answered worse without a rule.
   *
   * @param with how it went with all rules
   * @param without how it went with all others
   */
  public record Worse(Played with, Played without) {
    /** The attack, and how it was answered with the rule and without it. */
    public String words() {
      return with.scenario().name() + ": " + with.answer() + ", else " + without.answer();
    }
  }

  /**
   * Takes away one rule after the other, in one engine: only the rule that is gone is exchanged.
   * One in shadow is put in force first, so that there is something to take away.
   *
   * @param whole how it went with all of them
   */
  public List<Share> without(List<Played> whole) {
    List<Share> shares = new ArrayList<>();
    try (Sandbox sandbox = new Sandbox();
        Rig rig = new Rig(rules, sandbox)) {
      for (Rule rule : rules.rules()) {
        switch (rule.mode()) {
          case ENFORCE -> {
            rig.defend(rules.without(rule.id()));
            shares.add(share(rule, attacksOn(rule, whole), rig));
          }
          case SHADOW -> {
            rig.defend(rules.enforcing(rule.id()));
            List<Played> enforced = Scenario.attacksOf(rule).map(rig::play).toList();
            rig.defend(rules);
            shares.add(share(rule, enforced, rig));
          }
          case OFF -> {}
        }
      }
    }
    return shares;
  }

  private static List<Played> attacksOn(Rule rule, List<Played> whole) {
    return whole.stream()
        .filter(p -> p.scenario().isAttack() && p.scenario().rule().id().equals(rule.id()))
        .toList();
  }

  private static Share share(Rule rule, List<Played> attacks, Rig others) {
    List<Worse> worse = new ArrayList<>();
    for (Played with : attacks) {
      Played without = others.play(with.scenario());
      if (without.rank() > with.rank()) {
        worse.add(new Worse(with, without));
      }
    }
    // What tells most comes first: it is the example.
    worse.sort(Comparator.comparingInt(w -> w.with().rank() - w.without().rank()));
    int stopped = (int) attacks.stream().filter(p -> p.grade().isStopped()).count();
    return new Share(rule, attacks.size(), stopped, worse);
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
