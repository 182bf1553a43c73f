// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.verdict.Mode;
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
   *
   * @param whole how it went with all of them
   */
  public List<Share> without(List<Played> whole) {
    List<Share> shares = new ArrayList<>();
    try (Sandbox sandbox = new Sandbox();
        Rig rig = new Rig(rules, sandbox)) {
      for (Rule rule : rules.rules()) {
        if (rule.mode() == Mode.ENFORCE) {
          rig.defend(rules.without(rule.id()));
          shares.add(share(rule, whole, rig));
        }
      }
    }
    return shares;
  }

  private static Share share(Rule rule, List<Played> whole, Rig others) {
    List<Worse> worse = new ArrayList<>();
    int attacks = 0;
    int stopped = 0;
    for (Played with : whole) {
      if (with.scenario().rule().id().equals(rule.id()) && with.scenario().isAttack()) {
        attacks++;
        stopped += with.grade().isStopped() ? 1 : 0;
        Played without = others.play(with.scenario());
        if (without.rank() > with.rank()) {
          worse.add(new Worse(with, without));
        }
      }
    }
    // What tells most comes first: it is the example.
    worse.sort(Comparator.comparingInt(w -> w.with().rank() - w.without().rank()));
    return new Share(rule, attacks, stopped, worse);
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
