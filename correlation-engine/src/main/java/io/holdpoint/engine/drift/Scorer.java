// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.drift.statistic.Cusum;
import io.holdpoint.engine.drift.statistic.ToolMix;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** Scores one session against a model, step by step, in constant time for each. For one thread. */
final class Scorer {
  private static final int MOST_NEW = 256;

  private final Model model;
  private final Line transition = new Line();
  private final Line mixed = new Line();
  private final Line firstSeen = new Line();
  private final Line envelope = new Line();
  private final Line intent = new Line();
  private final Line together = new Line();
  private final ToolMix mix;
  private final Set<Object> newHere = new HashSet<>();
  private String before = Profile.START;
  private long began;
  private long last;
  private int steps;

  /** What one method says. */
  private static final class Line {
    private final Cusum sum = new Cusum();
    private double evidence;
    private double highest;

    private double add(double nats, int step) {
      evidence = nats;
      sum.add(nats, step);
      reached(sum.value());
      return nats;
    }

    private void reached(double value) {
      highest = Math.max(highest, value);
    }
  }

  Scorer(Model model) {
    this.model = model;
    this.mix = new ToolMix(model.total());
  }

  /** Takes in the next step. */
  void step(StepTraits step) {
    steps++;
    if (steps == 1) {
      began = step.at();
      last = began;
    }
    double ratio = mix.ratio();
    mix.add(model.symbol(step.tool()), model.uses(step.tool()));
    double sum = transition.add(model.transition(before, step.tool()), steps);
    sum += firstSeen.add(firstSeen(step), steps);
    sum += envelope.add(envelope(step), steps);
    sum += intent.add(intent(step), steps);
    mixed.evidence = mix.ratio() - ratio;
    mixed.reached(mix.ratio());
    together.add(sum + mixed.evidence, steps);
    before = step.tool();
    last = Math.max(last, step.at());
  }

  /** Takes in the size of a result. */
  void result(int size) {
    double nats = model.envelope(model.isLongResult(size));
    envelope.add(nats, steps);
    together.add(nats, steps);
  }

  private double firstSeen(StepTraits step) {
    boolean newTool = !model.knows(step.tool());
    double sum = model.firstTool(newTool && isFirst(step.tool()));
    if (step.shape() != 0 && !newTool) {
      boolean isNew = !model.knowsShape(step.tool(), step.shape());
      sum += model.firstShape(isNew && isFirst(step.shape() + step.tool().hashCode()));
    }
    for (long host : step.hosts()) {
      sum += model.firstHost(!model.knowsHost(host) && isFirst(~host));
    }
    return sum;
  }

  /** What is new counts once in a session. */
  private boolean isFirst(Object thing) {
    return newHere.size() < MOST_NEW && newHere.add(thing);
  }

  private double envelope(StepTraits step) {
    boolean beyond =
        model.areLongArguments(step.argumentsSize())
            || (steps > 1 && model.isLongGap(step.at() - last))
            || model.areManySteps(steps)
            || model.isLongDuration(step.at() - began);
    return model.envelope(beyond);
  }

  private double intent(StepTraits step) {
    if (step.asked() == Asked.UNKNOWN || !model.knowsIntent()) {
      return 0;
    }
    return model.intent(step.asked() == Asked.NO);
  }

  /** What a method says now, in nats. */
  double value(Method method) {
    return method == Method.MIX ? mix.ratio() : line(method).sum.value();
  }

  /** What the last step added to it. */
  double evidence(Method method) {
    return line(method).evidence;
  }

  /** The most a method has said so far. */
  double highest(Method method) {
    return line(method).highest;
  }

  /** The step from which the evidence of all together stands; 0 if none does. */
  int since() {
    return together.sum.since();
  }

  private Line line(Method method) {
    return switch (method) {
      case TRANSITION -> transition;
      case MIX -> mixed;
      case FIRST_SEEN -> firstSeen;
      case ENVELOPE -> envelope;
      case INTENT -> intent;
      case TOGETHER -> together;
    };
  }

  /** How far the mix is from the usual one, in bits. */
  double divergence() {
    return mix.divergence();
  }

  int steps() {
    return steps;
  }

  /** Scores a whole trace as it was made, and tells after each step. */
  void replay(Trace trace, IntConsumer afterStep) {
    long at = 0;
    for (int i = 0; i < trace.steps(); i++) {
      at += trace.gap(i);
      step(trace.step(i, at));
      for (int earlier = Math.max(0, i - Trace.MOST_IN_FLIGHT); earlier <= i; earlier++) {
        if (trace.resultSize(earlier) >= 0 && trace.resultAfter(earlier) == i + 1) {
          result(trace.resultSize(earlier));
        }
      }
      afterStep.accept(i);
    }
  }
}
