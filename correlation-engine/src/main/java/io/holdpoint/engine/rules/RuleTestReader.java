// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.rules.RuleTest.Baseline;
import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.engine.rules.RuleTest.Expectation;
import io.holdpoint.engine.rules.RuleTest.Intent;
import io.holdpoint.engine.rules.RuleTest.Phase;
import io.holdpoint.engine.rules.RuleTest.Told;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tests of a rule file: a short text must not become endless events. For one file. */
final class RuleTestReader {
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_IN_ALL = 100_000;

  private int inAll;

  private RuleTestReader() {}

  static List<RuleTest> read(DocumentReader tests) {
    RuleTestReader reader = new RuleTestReader();
    List<RuleTest> all = new ArrayList<>();
    for (Intent intent : Intent.values()) {
      all.addAll(tests.sections(intent.word(), test -> reader.test(test, intent)));
    }
    tests.finish();
    return all;
  }

  private RuleTest test(DocumentReader test, Intent intent) {
    DocumentReader baseline = test.section("baseline");
    Baseline before =
        new Baseline(baseline.integer("sessions", 0, 0, 1000), baseline.texts("tools"));
    baseline.finish();
    List<Event> events =
        test.sections("events", this::events).stream().flatMap(List::stream).toList();
    if (events.isEmpty() || events.size() > MOST_EVENTS) {
      test.problem("events", "got " + events.size() + " (expected: 1 to " + MOST_EVENTS + ")");
    }
    DocumentReader expect = test.section("expect");
    boolean fires = intent != Intent.NEGATIVE;
    Expectation expectation =
        new Expectation(
            expect.integer("fired", fires ? 1 : 0, fires ? 1 : 0, fires ? MOST_EVENTS : 0),
            expect.has("action") ? expect.choice("action", Action.class, Action.ALERT) : null,
            expect.integer("step", 0, 0, MOST_EVENTS),
            expect.integer("harm", 0, 0, events.size()));
    expect.finish();
    return new RuleTest(
        test.requiredText("name"), intent, before, events, expectation, test.position());
  }

  private List<Event> events(DocumentReader event) {
    int repeat = event.integer("repeat", 1, 1, MOST_EVENTS);
    if (inAll + repeat > MOST_IN_ALL) {
      event.problem(
          "repeat", "got more than " + MOST_IN_ALL + " events in all tests (expected: fewer)");
      repeat = 1;
    }
    inAll += repeat;
    Duration every = event.duration("every", Duration.ZERO);
    Event first = event(event);
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      all.add(first.later(every.multipliedBy(i), i + 1));
    }
    return all;
  }

  private static Event event(DocumentReader event) {
    List<Effect> effects = event.choices("effects", Effect.class);
    String tool = event.text("tool", "sample/look");
    if (tool.indexOf('/') < 1 || tool.endsWith("/")) {
      event.problem("tool", "got \"" + tool + "\" (expected: upstream/name)");
      tool = "sample/look";
    }
    return new Event(
        event.duration("at", Duration.ZERO),
        event.text("session", "a"),
        event.text("parent", ""),
        event.text("principal", "agent"),
        event.flag("shared", false),
        event.flag("attested", false),
        event.text("user", ""),
        event.text("agent", ""),
        tool,
        effects.isEmpty() ? Set.of(Effect.READ) : Set.copyOf(effects),
        Set.copyOf(event.choices("labels", DataLabel.class)),
        event.text("arguments", "{}"),
        event.text("result", "{}"),
        event.flag("failed", false),
        event.choice("phase", Phase.class, Phase.BOTH),
        event.flag("ends", false),
        event.has("telemetry") ? told(event.section("telemetry")) : null);
  }

  private static Told told(DocumentReader telemetry) {
    Told told =
        new Told(
            telemetry.choice("kind", StepKind.class, StepKind.MODEL_CALL),
            telemetry.text("name", ""),
            telemetry.flag("authenticated", true),
            telemetry.has("mismatch")
                ? telemetry.choice("mismatch", Mismatch.class, Mismatch.CALL_UNSEEN)
                : null);
    telemetry.finish();
    return told;
  }
}
