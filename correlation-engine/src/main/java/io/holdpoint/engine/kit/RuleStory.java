// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static java.util.stream.Collectors.joining;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest.Baseline;
import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.engine.rules.RuleTest.Phase;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A story told in Java, for tests that need more than a rule file can say. Calls are played against
 * an engine of their own in virtual time; equal arguments and results have equal digests. For one
 * thread.
 *
 * <pre>{@code
 * RuleStory.of(rules)
 *     .call("vault/read_secret").labels(DataLabel.SECRET)
 *     .after(Duration.ofHours(3))
 *     .call("outbox/send_mail").effects(Effect.EGRESS)
 *     .play()
 *     .assertFired("HP-CHAIN-001", 2)
 *     .assertVerdict(2, "deny");
 * }</pre>
 */
public final class RuleStory {
  private final RuleSet rules;
  private final List<Event> events = new ArrayList<>();
  private Baseline baseline = Baseline.NONE;
  private Duration at = Duration.ZERO;
  private String session = "a";
  private String principal = "agent";

  private RuleStory(RuleSet rules) {
    this.rules = rules;
  }

  /** A story that nothing was told of yet. */
  public static RuleStory of(RuleSet rules) {
    return new RuleStory(rules);
  }

  /** So many clean sessions before, each using these tools. */
  public RuleStory baseline(int sessions, String... tools) {
    baseline = new Baseline(sessions, List.of(tools));
    return this;
  }

  /** Time passes. */
  public RuleStory after(Duration more) {
    at = at.plus(more);
    return this;
  }

  /** What follows happens in this session of this principal. */
  public RuleStory in(String sessionName, String principalName) {
    session = sessionName;
    principal = principalName;
    return this;
  }

  /** The user says something, vouched for by the host. */
  public RuleStory user(String text) {
    events.add(event("sample/look", Set.of(Effect.READ), text));
    return this;
  }

  /** A call, {@code upstream/name}; it reads unless {@link #effects} say otherwise. */
  public RuleStory call(String tool) {
    events.add(event(tool, Set.of(Effect.READ), ""));
    return this;
  }

  /** What the last call can do. */
  public RuleStory effects(Effect... effects) {
    Event e = events.removeLast();
    return add(e, Set.of(effects), e.labels(), e.arguments(), e.result(), e.failed());
  }

  /** What the last call's result carries. */
  public RuleStory labels(DataLabel... labels) {
    Event e = events.removeLast();
    return add(e, e.effects(), Set.of(labels), e.arguments(), e.result(), e.failed());
  }

  /** The last call's arguments, a JSON object. */
  public RuleStory arguments(String json) {
    Event e = events.removeLast();
    return add(e, e.effects(), e.labels(), json, e.result(), e.failed());
  }

  /** The last call's result. */
  public RuleStory result(String text) {
    Event e = events.removeLast();
    return add(e, e.effects(), e.labels(), e.arguments(), text, e.failed());
  }

  /** The last call fails. */
  public RuleStory fails() {
    Event e = events.removeLast();
    return add(e, e.effects(), e.labels(), e.arguments(), e.result(), true);
  }

  /** Plays it. */
  public Told play() {
    try (Story story = new Story(rules)) {
      var _ = story.play(baseline, events);
      return new Told(story.played());
    }
  }

  /** What became of a story. Its assertions tell the whole story when they fail. */
  public static final class Told {
    private final List<Played> played;

    Told(List<Played> played) {
      this.played = List.copyOf(played);
    }

    /** The numbers, from 1, of the events that a rule matched at, in order. */
    public List<Integer> fired(String rule) {
      return played.stream().filter(p -> p.fired().contains(rule)).map(Played::number).toList();
    }

    /** {@code permit}, {@code hold} or {@code deny}: what was said of an event, from 1. */
    public String verdict(int number) {
      return played.get(number - 1).word();
    }

    /** The rule matched at these events and no others; none for not at all. */
    public Told assertFired(String rule, int... numbers) {
      List<Integer> expected = Arrays.stream(numbers).boxed().toList();
      if (!fired(rule).equals(expected)) {
        throw failure(rule + " fired at: got " + fired(rule) + " (expected: " + expected + ")");
      }
      return this;
    }

    /** This was said of an event. */
    public Told assertVerdict(int number, String word) {
      if (!verdict(number).equals(word)) {
        throw failure(
            "verdict of " + number + ": got " + verdict(number) + " (expected: " + word + ")");
      }
      return this;
    }

    private AssertionError failure(String what) {
      return new AssertionError(
          what + "\n" + played.stream().map(Played::line).collect(joining("\n")));
    }
  }

  private RuleStory add(
      Event e,
      Set<Effect> effects,
      Set<DataLabel> labels,
      String arguments,
      String result,
      boolean failed) {
    events.add(
        new Event(
            e.at(),
            e.session(),
            e.parent(),
            e.principal(),
            e.shared(),
            e.attested(),
            e.user(),
            e.agent(),
            e.tool(),
            effects,
            labels,
            arguments,
            result,
            failed,
            e.phase(),
            e.ends(),
            e.told()));
    return this;
  }

  private Event event(String tool, Set<Effect> effects, String user) {
    return new Event(
        at,
        session,
        "",
        principal,
        false,
        false,
        user,
        "",
        tool,
        effects,
        Set.of(),
        "{}",
        "{}",
        false,
        Phase.BOTH,
        false,
        null);
  }
}
