// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules as texts that people write: shown, checked, tried, saved into the server's own rule files,
 * promoted by evidence, each version with who saved it and why. What comes into force is what the
 * files say. Safe for use by many threads.
 */
public final class RuleWorkshop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final LiveRules live;
  private final RuleBench bench;
  private final RuleSources sources;
  private final RuleTunings tunings;
  private final RuleSaving saving;
  private final RulePromotion promotion;
  private final InstantSource clock;

  /** Tells what a rule in force would have done; see {@code GET /rules/{id}/shadow}. */
  @FunctionalInterface
  public interface Shadows {
    /** The answer of that route. */
    Answer of(String operator, String rule, String since);
  }

  /**
   * What the workshop works with.
   *
   * @param live the rules in force and their files
   * @param compiling where what people write is compiled, before anybody trusts it
   * @param files files and folders of {@code engine.rules}; the first folder takes new rules
   * @param shadows counts what a rule would have done
   * @param judgements what people made of detections
   */
  public record Tools(
      LiveRules live,
      Compiling compiling,
      List<Path> files,
      Shadows shadows,
      Judgements judgements) {
    public Tools {
      requireNonNull(live, "live");
      requireNonNull(compiling, "compiling");
      files = List.copyOf(files);
      requireNonNull(shadows, "shadows");
      requireNonNull(judgements, "judgements");
    }
  }

  public RuleWorkshop(Tools tools, InstantSource clock) {
    this(tools, PATIENCE, clock);
  }

  /**
   * @param patience how long a text may be tried
   */
  RuleWorkshop(Tools tools, Duration patience, InstantSource clock) {
    this.live = tools.live();
    this.clock = requireNonNull(clock, "clock");
    RuleShelf shelf =
        new RuleShelf(
            tools.files(), id -> live.inForce().rule(id).map(rule -> rule.position().file()));
    this.bench = new RuleBench(live::inForce, shelf::ownText, tools.compiling(), patience);
    this.sources = new RuleSources(live, shelf);
    this.tunings = new RuleTunings(live, shelf);
    this.saving = new RuleSaving(shelf, bench, live, clock);
    this.promotion =
        new RulePromotion(
            tools.shadows(), tools.judgements(), live, shelf::ownText, bench, saving, clock);
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(
            Method.GET, "/rules/schema", Right.LOOK, request -> RuleAnswers.ok(RuleJson.schema())),
        new OperatorRoute(Method.POST, "/rules/lint", Right.TRY, this::lint),
        new OperatorRoute(Method.POST, "/rules/test", Right.TRY, this::test),
        new OperatorRoute(Method.GET, "/rules/{id}/source", Right.LOOK, sources::source),
        new OperatorRoute(Method.POST, "/rules/{id}/source", Right.RULES, this::save),
        new OperatorRoute(Method.GET, "/rules/{id}/tuning", Right.LOOK, tunings::source),
        new OperatorRoute(Method.POST, "/rules/{id}/tuning", Right.RULES, this::tune),
        new OperatorRoute(Method.GET, "/rules/{id}/cost", Right.LOOK, this::cost),
        new OperatorRoute(Method.GET, "/rules/{id}/history", Right.LOOK, sources::history),
        new OperatorRoute(Method.GET, "/rules/{id}/promotion", Right.LOOK, promotion::evidence),
        new OperatorRoute(Method.POST, "/rules/{id}/promote", Right.RULES, promotion::promote));
  }

  private Answer lint(Request request) {
    try {
      RuleRequest asked = RuleRequest.of(request);
      RuleSet.Checked checked = bench.lint(asked.name(), asked.text());
      return RuleAnswers.ok(
          RuleJson.lint(checked, RuleJson.advice(checked.rules(), clock.instant())));
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    } catch (RuleBench.BusyException e) {
      return RuleAnswers.busy(e);
    }
  }

  private Answer test(Request request) {
    try {
      RuleRequest asked = RuleRequest.of(request);
      RuleBench.Played played = bench.test(asked.name(), asked.text());
      if (!played.checked().problems().isEmpty()) {
        return RuleAnswers.unsound(played.checked());
      }
      ObjectNode body = RuleJson.tests(played.results());
      return RuleAnswers.ok(body.put("left", played.left()));
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    } catch (RuleBench.BusyException e) {
      return RuleAnswers.busy(e);
    }
  }

  /** Measured when it is asked for: what a rule costs depends on the machine. */
  private Answer cost(Request request) {
    String id = request.path().getOrDefault("id", "");
    Optional<Rule> rule = live.inForce().rule(id);
    if (rule.isEmpty()) {
      return RuleAnswers.unknown(id);
    }
    try {
      Optional<Trial.Cost> cost = bench.cost(rule.get());
      return RuleAnswers.ok(RuleJson.cost(rule.get().budget(), cost));
    } catch (RuleBench.BusyException e) {
      return RuleAnswers.busy(e);
    }
  }

  private Answer save(Request request) {
    try {
      return saving.save(wish(request));
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    }
  }

  private Answer tune(Request request) {
    try {
      return saving.tune(wish(request));
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    }
  }

  private static RuleSaving.Wish wish(Request request) {
    RuleRequest asked = RuleRequest.of(request);
    return new RuleSaving.Wish(
        request.path().getOrDefault("id", ""),
        asked.text(),
        asked.base(),
        request.operator(),
        asked.reason());
  }

  @Override
  public void close() {
    bench.close();
  }
}
