// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.explain.Explained.Counterfactual;
import io.holdpoint.engine.explain.Explained.RuleText;
import io.holdpoint.engine.explain.Laboratory.Sighting;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Explains detections: which steps made a rule match, what the rule read there, where the chain
 * could have been stopped. What it says of causes is proved by replays in engines of its own; where
 * nothing is recorded it says so instead. Takes milliseconds to seconds; safe for use by many
 * threads.
 */
public final class Explainer {
  private static final int MOST_REPLAYS = 400;

  private final Supplier<RuleSet> rules;
  private final Laboratory laboratory;

  /**
   * @param rules those that judge now
   * @param settings of the engine that judged
   * @param vocabulary of the engine that judged
   */
  public Explainer(RuleSet rules, EngineSettings settings, Vocabulary vocabulary) {
    this(() -> rules, settings, vocabulary);
  }

  /**
   * @param rules tells those that judge at the moment
   * @param settings of the engine that judged
   * @param vocabulary of the engine that judged
   */
  public Explainer(Supplier<RuleSet> rules, EngineSettings settings, Vocabulary vocabulary) {
    this.rules = requireNonNull(rules, "rules");
    this.laboratory = new Laboratory(settings, vocabulary);
  }

  /**
   * Why a rule matched.
   *
   * @param recorded what the engine was told when it did
   */
  public Explained explain(Detection detection, RecordedInput recorded) {
    Optional<Rule> rule = rules.get().rule(detection.rule().id());
    if (rule.isEmpty()) {
      return unverified(detection, null, null, "the rule is not loaded any more");
    }
    Optional<History> history = History.of(recorded, detection);
    if (history.isEmpty()) {
      return unverified(
          detection,
          rule.get(),
          null,
          "the session is not in the record: it is older than what is kept, or nothing was recorded"
              + " then");
    }
    return explain(detection, rule.get(), history.get());
  }

  private Explained explain(Detection detection, Rule rule, History history) {
    for (boolean alone : List.of(true, false)) {
      Trials trials =
          new Trials(
              laboratory,
              alone ? rules.get().only(rule.id()) : rules.get(),
              !alone,
              history,
              detection);
      if (trials.all().isPresent()) {
        return verified(detection, rule, history, trials);
      }
    }
    String because =
        detection.rule().version() == rule.ref().version()
            ? "a replay of what is recorded does not bring the match again: it rests on sessions"
                + " from before the record begins, or texts are not recorded"
            : "version "
                + detection.rule().version()
                + " of the rule matched, and only version "
                + rule.ref().version()
                + " is loaded now";
    return unverified(detection, rule, history, because);
  }

  private Explained verified(Detection detection, Rule rule, History history, Trials trials) {
    StepId completing = detection.chain().getLast();
    boolean rests = trials.restsOnOthers();
    Set<StepId> chain = new LinkedHashSet<>(detection.chain());
    Set<StepId> start = trials.matches(chain, rests) ? chain : everything(history, chain);
    Minimal search = new Minimal(steps -> trials.matches(steps, rests), completing, MOST_REPLAYS);
    Minimal.Found found = search.shrink(start);
    Sighting sighting = trials.sighting(found.steps(), rests).or(trials::all).orElseThrow();
    boolean padding = trials.padded(found.steps(), rests);
    Map<String, String> facts = Columns.read(rule.epl(), sighting.trigger());
    return new Explained(
        detection,
        text(rule),
        new Roles(rule, history, sighting).name(found.steps()),
        facts,
        Columns.ofBaseline(facts),
        new Interventions(laboratory, rules.get(), history, detection).find(found),
        new Counterfactual(
            found.isMinimal(),
            found.isMinimal() ? "" : "more replays than " + MOST_REPLAYS + " were needed",
            found.withoutStep(),
            padding,
            rests ? history.otherSessions() : 0,
            trials.count()));
  }

  private static Set<StepId> everything(History history, Set<StepId> chain) {
    Set<StepId> all = history.ownSteps();
    all.addAll(chain);
    return all;
  }

  private Explained unverified(
      Detection detection, @Nullable Rule rule, @Nullable History history, String because) {
    return new Explained(
        detection,
        rule == null ? null : text(rule),
        Roles.unknown(detection, history),
        Map.of(),
        Map.of(),
        Interventions.byRuleOnly(detection),
        Counterfactual.unknown(because, 0));
  }

  private static RuleText text(Rule rule) {
    return new RuleText(rule.ref(), rule.title(), rule.description(), rule.epl());
  }
}
