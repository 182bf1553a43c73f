// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.Position;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Action;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test inside a rule file: a story of calls in virtual time and what the rule makes of it.
 *
 * @param name what is told
 * @param intent what it proves
 * @param baseline what the agents did before
 * @param events the calls, in order
 * @param expect what must come of it
 * @param position where it stands
 */
public record RuleTest(
    String name,
    Intent intent,
    Baseline baseline,
    List<Event> events,
    Expectation expect,
    Position position) {
  /** What a test proves. */
  public enum Intent {
    /** The rule finds what it is for. */
    POSITIVE,
    /** The rule lets innocent stories pass. */
    NEGATIVE,
    /** The rule finds somebody who tries to slip by. */
    EVASION;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which parts of a call happen. */
  public enum Phase {
    /** The attempt, and its completion if it is let through. */
    BOTH,
    /** The attempt only. */
    ATTEMPT,
    /** The completion of the newest attempt of the same session. */
    COMPLETION,
    /** The attempt, which somebody else than the rule refuses. */
    REFUSED,
    /** The attempt, which is put before people. */
    ASKED,
    /** The attempt, which a person lets go two seconds later, and its completion. */
    APPROVED
  }

  /**
   * Clean sessions before the story begins.
   *
   * @param sessions how many
   * @param tools what each of them used
   */
  public record Baseline(int sessions, List<String> tools) {
    /** Nothing happened before. */
    public static final Baseline NONE = new Baseline(0, List.of());

    public Baseline {
      tools = List.copyOf(tools);
    }
  }

  /**
   * One call.
   *
   * @param at offset from the beginning
   * @param session a name for the session
   * @param parent the name of the session that delegated to it, or empty
   * @param principal a name for the credential
   * @param shared true if the credential is shared by concurrent sessions
   * @param attested true if the session's key is vouched for by the host
   * @param user what the user says; then nothing else happens
   * @param agent what the agent says to the user; then nothing else happens
   * @param tool {@code upstream/name}
   * @param effects what it can do
   * @param labels what its result carries
   * @param arguments any text; equal texts are equal arguments. Seen in the clear
   * @param result any text; equal texts are equal results. Seen in the clear
   * @param failed true if the tool answers with an error
   * @param phase which parts happen
   * @param ends true if the session ends after it
   * @param told what a framework tells of the session; then nothing else happens
   */
  public record Event(
      Duration at,
      String session,
      String parent,
      String principal,
      boolean shared,
      boolean attested,
      String user,
      String agent,
      String tool,
      Set<Effect> effects,
      Set<DataLabel> labels,
      String arguments,
      String result,
      boolean failed,
      Phase phase,
      boolean ends,
      @Nullable Told told) {
    public Event {
      effects = Set.copyOf(effects);
      labels = Set.copyOf(labels);
    }

    /** What an agent does in a clean session before a story: one read. */
    public static Event usual(String session, int number, String tool, boolean last) {
      String what = "{\"n\":" + number + "}";
      return new Event(
          Duration.ZERO,
          session,
          "",
          "agent",
          false,
          false,
          "",
          "",
          tool,
          Set.of(Effect.READ),
          Set.of(),
          what,
          what,
          false,
          Phase.BOTH,
          last,
          null);
    }

    /** The same call again, {@code by} later; {@code {n}} in its texts is its number, from 1. */
    Event later(Duration by, int number) {
      return new Event(
          at.plus(by),
          session,
          parent,
          principal,
          shared,
          attested,
          user,
          agent,
          tool,
          effects,
          labels,
          arguments.replace("{n}", String.valueOf(number)),
          result.replace("{n}", String.valueOf(number)),
          failed,
          phase,
          ends,
          told);
    }
  }

  /**
   * Telemetry.
   *
   * @param kind of step
   * @param name of tool, model or agent
   * @param authenticated true for G2, false for G3
   * @param mismatch how it does not fit what the gateway saw, or null
   */
  public record Told(
      StepKind kind, String name, boolean authenticated, @Nullable Mismatch mismatch) {}

  /**
   * What must come of the story.
   *
   * @param fired how often the rule must match
   * @param action what it must ask for, or null if that is left open
   * @param step the number of the call, from 1, that must complete the first match; 0 if left open
   * @param harm the number of the call that completes the harm, where that is another one than the
   *     call that must match; 0 if it is not
   */
  public record Expectation(int fired, @Nullable Action action, int step, int harm) {}

  public RuleTest {
    requireNonNull(name, "name");
    requireNonNull(intent, "intent");
    requireNonNull(baseline, "baseline");
    events = List.copyOf(events);
    requireNonNull(expect, "expect");
    requireNonNull(position, "position");
  }
}
