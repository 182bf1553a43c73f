// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.context;

import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.dashboard.outline.OutlineStep.Told;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the context of an agent grew from model call to model call, as its stored steps tell it: the
 * same whatever order they came in, and after a restart. A gateway sees no model calls, so those
 * count that stand in the sessions of frameworks whose steps were found to be its calls.
 *
 * @param calls by time
 * @param toldIn sessions other than its own in which they stand
 */
public record ContextGrowth(List<ContextCall> calls, List<SessionId> toldIn) {

  private static final int MOST_SESSIONS = 8;

  public ContextGrowth {
    calls = List.copyOf(calls);
    toldIn = List.copyOf(toldIn);
  }

  /** A step when it happened, as near as the clocks let say. */
  private record Moment(Instant at, SessionOutline of, int index) {
    OutlineStep step() {
      return of.steps().get(index);
    }

    /** The hand-off within which it happened, or nothing. */
    @Nullable OutlineStep owner() {
      int owner = of.owner(index);
      return owner == SessionOutline.NONE ? null : of.steps().get(owner);
    }
  }

  /** Whose context it is: one agent may keep several, a small model beside a large one. */
  private record Holder(SessionId session, String within, String model) {}

  /**
   * Of a session.
   *
   * @param own its steps
   * @param outlines finds the steps of others
   */
  public static ContextGrowth of(
      SessionOutline own, Function<SessionId, Optional<SessionOutline>> outlines) {
    List<SessionId> toldIn = toldIn(own);
    List<SessionOutline> all = new ArrayList<>(List.of(own));
    toldIn.forEach(id -> outlines.apply(id).ifPresent(all::add));
    List<Moment> moments = new ArrayList<>();
    for (SessionOutline outline : all) {
      for (int i = 0; i < outline.steps().size(); i++) {
        moments.add(new Moment(time(outline.steps().get(i)), outline, i));
      }
    }
    moments.sort(Comparator.comparing(Moment::at));
    List<ContextCall> calls = new Walk().over(moments);
    Set<String> used = calls.stream().map(ContextCall::session).collect(Collectors.toSet());
    return new ContextGrowth(
        calls, toldIn.stream().filter(id -> used.contains(id.value())).toList());
  }

  /** The newest call before a step that a gateway saw, by who told of both; or empty. */
  public Optional<ContextCall> before(OutlineStep step) {
    Instant at = time(step);
    return calls.stream()
        .filter(
            call ->
                step.claimed().stream().anyMatch(t -> t.session().value().equals(call.session())))
        .filter(call -> call.at().isBefore(at))
        .max(Comparator.comparing(ContextCall::at));
  }

  private static List<SessionId> toldIn(SessionOutline own) {
    Set<String> ids = new TreeSet<>();
    own.steps().stream()
        .flatMap(step -> step.claimed().stream())
        .map(told -> told.session().value())
        .forEach(ids::add);
    ids.remove(own.row().facts().id().value());
    return ids.stream().limit(MOST_SESSIONS).map(SessionId::new).toList();
  }

  /** By the framework's clock where it told of the call, too: its model calls go by that. */
  private static Instant time(OutlineStep step) {
    return step.claimed().stream().map(Told::startedAt).findFirst().orElse(step.startedAt());
  }

  /** Goes through the steps in order and keeps what came since the last call of each context. */
  private static final class Walk {
    private final Map<Holder, Since> contexts = new HashMap<>();
    private final List<ContextCall> calls = new ArrayList<>();
    private final Map<String, Since> lastWithin = new HashMap<>();
    private Since latest = new Since();

    List<ContextCall> over(List<Moment> moments) {
      for (Moment moment : moments) {
        if (moment.step().kind() == StepKind.MODEL_CALL) {
          call(moment);
        } else {
          within(moment).happened(moment.step());
        }
      }
      return calls;
    }

    private void call(Moment moment) {
      OutlineStep step = moment.step();
      String within = place(moment.owner());
      SessionId session = moment.of().row().facts().id();
      Holder holder = new Holder(session, within, step.detail().model() + "/" + step.name());
      Since since = contexts.get(holder);
      if (since == null) {
        since = contexts.isEmpty() ? latest : new Since(); // what came before the first call
        contexts.put(holder, since);
      }
      calls.add(since.call(moment.of(), moment.index(), within));
      latest = since;
      lastWithin.put(within, since);
    }

    /**
     * What happens within a hand-off is for its agent; else, as a gateway knows of no agents, for
     * the one whose model was called last.
     */
    private Since within(Moment moment) {
      OutlineStep owner = moment.owner();
      Since known = owner == null ? null : lastWithin.get(place(owner));
      return known == null ? latest : known;
    }

    private static String place(@Nullable OutlineStep owner) {
      return owner == null ? "" : owner.id().toString();
    }
  }
}
