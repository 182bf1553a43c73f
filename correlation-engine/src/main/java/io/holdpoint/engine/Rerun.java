// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.RuleRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an engine again what it was told, in the recorded order and in the recorded halves, so that
 * it comes to know what it knew then. Nothing is written down or asked for: what the rules asked
 * for then is part of the record. For one thread, before anything else is judged.
 */
final class Rerun {
  private static final Logger LOG = LoggerFactory.getLogger(Rerun.class);

  private final CorrelationEngine engine;
  private final Lanes lanes;
  private final ContainmentView containment;
  private final Coverage coverage;
  private final Map<Long, Pending> pending = new LinkedHashMap<>();
  private final List<RuleRef> now;
  private List<RuleRef> then = List.of();

  /**
   * @param now the rules that judge now
   */
  Rerun(
      CorrelationEngine engine,
      Lanes lanes,
      ContainmentView containment,
      Coverage coverage,
      List<RuleRef> now) {
    this.now = now;
    this.engine = engine;
    this.lanes = lanes;
    this.containment = containment;
    this.coverage = coverage;
  }

  /** What is still to be done for an entry. */
  private record Pending(Lane lane, Supplier<Assessment> rest) {}

  /** Both halves of a step: what its session comes to know of it, and what the rules say. */
  private record Halves(Lane lane, Supplier<Supplier<Assessment>> work) {}

  /** Takes in an entry. Returns what was said of a step, if this entry completes it. */
  Optional<Assessment> take(Entry entry) {
    try {
      return switch (entry) {
        case Entry.Told told -> told(told);
        case Entry.Taken taken -> done(pending.remove(taken.of()));
        case Entry.GivenUp givenUp -> {
          pending.remove(givenUp.of());
          yield Optional.empty();
        }
      };
    } catch (RuntimeException e) {
      LOG.error("engine: a recorded step could not be taken in again", e);
      coverage.count(Loss.FAILURE);
      return Optional.empty();
    }
  }

  /** The run that was recorded ended here: what it left undone is done, as nothing may be lost. */
  void finish() {
    List<Pending> left = new ArrayList<>(pending.values());
    pending.clear();
    left.forEach(this::done);
    containment.recovered(now.equals(then));
  }

  private Optional<Assessment> told(Entry.Told told) {
    Halves halves = halves(told);
    if (halves == null) {
      return Optional.empty();
    }
    Lane lane = halves.lane();
    switch (told.way()) {
      case WHOLE -> {
        return Optional.of(lane.inItsTurn(() -> halves.work().get().get()));
      }
      case FACTS ->
          pending.put(
              told.position(), new Pending(lane, lane.inItsTurn(() -> halves.work().get())));
      case LEFT -> {
        if (told.input() instanceof Input.Completion completion) {
          lane.judge().latchOnFloor(completion.step());
        }
        pending.put(told.position(), new Pending(lane, () -> halves.work().get().get()));
      }
      case UNJUDGED -> {}
    }
    return Optional.empty();
  }

  private Optional<Assessment> done(@Nullable Pending rest) {
    return rest == null ? Optional.empty() : Optional.of(rest.lane().inItsTurn(rest.rest()));
  }

  /** Null if it is no step to be judged, or its session is not known any more. */
  private @Nullable Halves halves(Entry.Told told) {
    return switch (told.input()) {
      case Input.Attempt attempt -> {
        Lane lane = lanes.of(attempt.step().session());
        yield new Halves(
            lane,
            () ->
                lane.judge()
                    .attempt(attempt.step(), attempt.text(), told.arrival(), Output.REPLAYED));
      }
      case Input.Completion completion -> {
        Lane lane = lanes.known(completion.step().session());
        yield lane == null
            ? null
            : new Halves(
                lane,
                () ->
                    lane.judge()
                        .completion(
                            completion.step(), completion.text(), told.arrival(), Output.REPLAYED));
      }
      case Input.Observation observation -> observed(observation);
      case Input.Ended _,
          Input.Applied _,
          Input.Latched _,
          Input.Joined _,
          Input.Flagged _,
          Input.Owed _,
          Input.Rules _ -> {
        heard(told.input());
        yield null;
      }
    };
  }

  /** What is no step. */
  private void heard(Input input) {
    switch (input) {
      case Input.Attempt _, Input.Completion _, Input.Observation _ ->
          throw new IllegalArgumentException("input: got a step (expected: what is none)");
      case Input.Ended ended -> {
        Lane lane = lanes.known(ended.session().id());
        if (lane != null) {
          lane.inItsTurn(
              () -> {
                lane.judge().ended(ended.session(), ended.at());
                return ended;
              });
        }
      }
      case Input.Applied applied -> engine.reapply(applied.published());
      case Input.Latched latched -> containment.relatch(latched.signal());
      case Input.Joined joined -> engine.rejoin(joined);
      case Input.Flagged flagged -> engine.reflag(flagged);
      case Input.Owed owed -> {
        Lane lane = lanes.known(owed.session());
        if (lane != null) {
          lane.inItsTurn(() -> lane.judge().owed(owed));
        }
      }
      case Input.Rules rules -> {
        finish();
        then = rules.rules();
      }
    }
  }

  private Halves observed(Input.Observation observation) {
    Lane home = lanes.known(observation.step().session());
    if (home != null) {
      return new Halves(
          home,
          () -> home.judge().observation(observation.step(), observation.text(), Output.REPLAYED));
    }
    Lane lane = lanes.stray(observation.step(), observation.text());
    return new Halves(lane, () -> lane.judge().stray(observation.step()));
  }
}
