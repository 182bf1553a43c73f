// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static java.util.stream.Collectors.joining;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest;
import io.holdpoint.engine.rules.RuleTest.Expectation;
import io.holdpoint.model.verdict.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the tests inside rule files, each with a fresh engine, one rule and virtual time. In JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> rules() {
 *   return RuleTests.of(RuleSet.load(List.of(Path.of("rules")), false, null))
 *       .map(test -> DynamicTest.dynamicTest(test.name(), test::verify));
 * }
 * }</pre>
 */
public final class RuleTests {
  /** So many lines of a story are shown before and after what matters. */
  private static final int SHOWN = 8;

  private RuleTests() {}

  /**
   * A test that can be run.
   *
   * @param rule whose
   * @param test which
   * @param alone a set of this rule only, or with those whose detections it looks at
   */
  public record Case(Rule rule, RuleTest test, RuleSet alone) {
    /** Rule, intent and name, for reports. */
    public String name() {
      return rule.id() + " " + test.intent().word() + ": " + test.name();
    }

    /** Runs it. */
    public Result run() {
      return RuleTests.run(rule, test, alone);
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if anything is other than expected; its message tells the story
     */
    public void verify() {
      Result result = run();
      if (!result.passed()) {
        throw new AssertionError(result.report());
      }
    }
  }

  /**
   * How a test went.
   *
   * @param rule whose
   * @param test which
   * @param problems what was other than expected; empty if it passed
   * @param story what became of each event, a line each
   */
  public record Result(Rule rule, RuleTest test, List<String> problems, List<String> story) {
    public Result {
      problems = List.copyOf(problems);
      story = List.copyOf(story);
    }

    /** True if everything was as expected. */
    public boolean passed() {
      return problems.isEmpty();
    }

    /** What went wrong, and the story with what became of each call. */
    public String report() {
      return this + "\n" + String.join("\n", shortened(story));
    }

    @Override
    public String toString() {
      return test.position()
          + ": "
          + rule.id()
          + " \""
          + test.name()
          + "\""
          + (passed() ? ": passed" : ": " + String.join("; ", problems));
    }
  }

  /** The tests of all rules, in the order of the files. */
  public static Stream<Case> of(RuleSet rules) {
    return rules.rules().stream()
        .flatMap(
            rule -> {
              RuleSet alone = rule.needsOthers() ? rules : rules.only(rule.id());
              return rule.tests().stream().map(test -> new Case(rule, test, alone));
            });
  }

  /** Runs all tests of all rules. */
  public static List<Result> run(RuleSet rules) {
    return of(rules).map(Case::run).toList();
  }

  /**
   * Runs all tests of all rules.
   *
   * @throws AssertionError with the story of every test that did not pass
   */
  public static void verify(RuleSet rules) {
    String failures =
        run(rules).stream().filter(r -> !r.passed()).map(Result::report).collect(joining("\n\n"));
    if (!failures.isEmpty()) {
      throw new AssertionError(failures);
    }
  }

  private static Result run(Rule rule, RuleTest test, RuleSet alone) {
    try (Story story = new Story(alone)) {
      List<Detection> detections =
          story.play(test.baseline(), test.events()).stream()
              .filter(d -> d.rule().id().equals(rule.id()))
              .toList();
      return new Result(
          rule,
          test,
          problems(test.expect(), detections, story),
          story.played().stream().map(Played::line).toList());
    }
  }

  private static List<String> problems(
      Expectation expect, List<Detection> detections, Story story) {
    List<String> problems = new ArrayList<>();
    if (detections.size() != expect.fired()) {
      problems.add("fired: got " + detections.size() + " (expected: " + expect.fired() + ")");
    }
    if (detections.isEmpty()) {
      return problems;
    }
    Detection first = detections.getFirst();
    if (expect.action() != null && first.action() != expect.action()) {
      problems.add(
          "action: got " + first.action().word() + " (expected: " + expect.action().word() + ")");
    }
    int step = story.numberOf(first.chain().getLast());
    if (expect.step() > 0 && step != expect.step()) {
      problems.add("step: got " + step + " (expected: " + expect.step() + ")");
    }
    return problems;
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= 2 * SHOWN) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, SHOWN));
    int left = 0;
    for (String line : lines.subList(SHOWN, lines.size() - SHOWN)) {
      if (line.endsWith(" fired")) {
        some.add(line);
      } else {
        left++;
      }
    }
    some.add("      ... " + left + " more");
    some.addAll(lines.subList(lines.size() - SHOWN, lines.size()));
    return some;
  }
}
