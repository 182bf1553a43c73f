// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest;
import io.holdpoint.engine.rules.RuleTest.Expectation;
import io.holdpoint.model.verdict.Detection;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests inside rule files, each with a fresh engine, one rule and virtual time. */
public final class RuleTests {
  private RuleTests() {}

  /**
   * How a test went.
   *
   * @param rule whose
   * @param test which
   * @param problems what was other than expected; empty if it passed
   */
  public record Result(Rule rule, RuleTest test, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    /** True if everything was as expected. */
    public boolean passed() {
      return problems.isEmpty();
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

  /** Runs all tests of all rules. */
  public static List<Result> run(RuleSet rules) {
    List<Result> results = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      RuleSet alone = rules.only(rule.id());
      for (RuleTest test : rule.tests()) {
        results.add(new Result(rule, test, problems(alone, test)));
      }
    }
    return results;
  }

  private static List<String> problems(RuleSet rules, RuleTest test) {
    List<Detection> detections;
    Story story = new Story(rules);
    try (story) {
      detections = story.play(test);
    }
    Expectation expect = test.expect();
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
}
