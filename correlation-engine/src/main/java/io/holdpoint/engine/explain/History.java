// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a session, and of others it may inherit from, up to the event a detection is
 * about.
 *
 * @param session whose detection it is
 * @param entries in order
 * @param complete false if there were too many and only the session's own are here
 */
record History(Session session, List<Entry> entries, boolean complete) {
  private static final int MOST_ENTRIES = 50_000;

  /** What is recorded up to the detection's completing event; empty if the session is not. */
  static Optional<History> of(RecordedInput recorded, Detection detection) {
    Map<SessionId, Session> sessions = sessions(recorded);
    Session own = sessions.get(detection.session());
    if (own == null) {
      return Optional.empty();
    }
    Set<SessionId> relatives = new HashSet<>();
    sessions.values().stream().filter(s -> relate(own, s)).forEach(s -> relatives.add(s.id()));
    History wide = read(recorded, own, relatives, detection.chain().getLast(), detection.at());
    return Optional.of(
        wide.entries().size() <= MOST_ENTRIES
            ? wide
            : new History(
                own,
                read(recorded, own, Set.of(own.id()), detection.chain().getLast(), detection.at())
                    .entries(),
                false));
  }

  /** The steps of the session itself, in order. */
  Set<StepId> ownSteps() {
    Set<StepId> steps = new LinkedHashSet<>();
    for (Entry entry : entries) {
      Step step = step(entry);
      if (step != null && session.id().equals(sessionOf(step))) {
        steps.add(step.id());
      }
    }
    return steps;
  }

  /** How many other sessions are in it. */
  int otherSessions() {
    Set<SessionId> others = new HashSet<>();
    for (Entry entry : entries) {
      Step step = step(entry);
      if (step != null) {
        others.add(sessionOf(step));
      }
    }
    others.remove(session.id());
    return others.size();
  }

  /** The step an entry tells of, or null. */
  static @Nullable Step step(Entry entry) {
    if (!(entry instanceof Entry.Told told)) {
      return null;
    }
    return switch (told.input()) {
      case Input.Attempt attempt -> attempt.step();
      case Input.Completion completion -> completion.step();
      case Input.Observation observation -> observation.step();
      case Input.Ended e -> null;
      case Input.Applied a -> null;
      case Input.Latched l -> null;
      case Input.Joined j -> null;
      case Input.Rules r -> null;
    };
  }

  static SessionId sessionOf(Step step) {
    return switch (step) {
      case Step.Attempted attempted -> attempted.session().id();
      case Step.Completed completed -> completed.session();
      case Step.Observed observed -> observed.session();
    };
  }

  private static Map<SessionId, Session> sessions(RecordedInput recorded) {
    Map<SessionId, Session> sessions = new HashMap<>();
    recorded.read(
        entry -> {
          if (entry instanceof Entry.Told told && told.input() instanceof Input.Attempt attempt) {
            sessions.putIfAbsent(attempt.step().session().id(), attempt.step().session());
          }
          return true;
        });
    return sessions;
  }

  private static boolean relate(Session own, Session other) {
    return own.id().equals(other.id())
        || (own.kind() == PrincipalKind.EXCLUSIVE && own.floor().equals(other.floor()))
        || own.root().equals(other.root());
  }

  private static History read(
      RecordedInput recorded, Session own, Set<SessionId> sessions, StepId last, Instant at) {
    List<Entry> entries = new ArrayList<>();
    Set<Long> positions = new HashSet<>();
    Waiting waiting = new Waiting();
    recorded.read(
        entry -> {
          boolean wanted =
              switch (entry) {
                case Entry.Told told -> wanted(told.input(), own, sessions);
                case Entry.Taken taken -> positions.contains(taken.of());
                case Entry.GivenUp givenUp -> positions.contains(givenUp.of());
              };
          if (wanted) {
            entries.add(entry);
            positions.add(entry.position());
          }
          return entries.size() <= MOST_ENTRIES && !waiting.isOver(entry, last, at);
        });
    return new History(own, entries, true);
  }

  /** Knows when the completing event has been judged. */
  private static final class Waiting {
    private long position;

    boolean isOver(Entry entry, StepId last, Instant at) {
      Step step = step(entry);
      if (step != null && step.id().equals(last) && step.at().equals(at)) {
        position = entry.position();
        return entry instanceof Entry.Told told && told.way() == Entry.Way.WHOLE;
      }
      return position != 0 && entry instanceof Entry.Taken taken && taken.of() == position;
    }
  }

  private static boolean wanted(Input input, Session own, Set<SessionId> sessions) {
    return switch (input) {
      case Input.Attempt attempt -> sessions.contains(attempt.step().session().id());
      case Input.Completion completion -> sessions.contains(completion.step().session());
      case Input.Observation observation -> sessions.contains(observation.step().session());
      case Input.Ended ended -> sessions.contains(ended.session().id());
      case Input.Applied applied -> isFor(applied.published().signal().header().target(), own);
      case Input.Latched latched -> isFor(latched.signal().header().target(), own);
      case Input.Joined joined ->
          sessions.contains(joined.one()) && sessions.contains(joined.other());
      case Input.Rules r -> false;
    };
  }

  private static boolean isFor(Target target, Session own) {
    return target.floor().equals(own.floor()) || target.root().equals(own.root());
  }
}
