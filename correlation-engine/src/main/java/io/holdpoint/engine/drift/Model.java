// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.drift.statistic.LogHistogram;

/**
 * What is usual, as probabilities, and how much likelier something is for another agent or task.
 * The usual is counted over some sessions, leaving out one where that is asked for: so a clean
 * session can be judged by the others. Immutable, and shared by all threads.
 *
 * <p>Of the other agent nothing is known, so it is assumed: its next tool is any known one, or a
 * new one, with equal probability; it brings new things {@link #SHIFT} times as often, at most
 * every second time; and half of what an honest agent does within its task, it does outside.
 */
final class Model {
  /** Pseudo-counts for each tool (Krichevsky and Trofimov's half). */
  private static final double ALPHA = 0.5;

  /** How many times as often another agent does what is rare here. */
  private static final double SHIFT = 10;

  /** An envelope leaves out so much of what is usual. */
  private static final double OUTSIDE = 0.01;

  /** A tool that there is not. */
  private static final String NOBODY_S = "\0";

  private final Profile all;
  private final Profile without;
  private final int symbols;
  private final int total;
  private final double newTool;
  private final double newShape;
  private final double newHost;
  private final double unasked;
  private final double outside;
  private final long longestArguments;
  private final long longestResult;
  private final long longestGap;
  private final long mostSteps;
  private final long longestDuration;

  /**
   * @param all counts of all sessions
   * @param without counts of those among them that are left out
   */
  Model(Profile all, Profile without) {
    this.all = all;
    this.without = without;
    this.symbols = all.toolNames().size() - (without.sessions() == 0 ? 0 : onlyIn(without));
    this.total = all.steps() - without.steps();
    this.newTool = rate(all.toolNovelty(), without.toolNovelty());
    this.newShape = rate(all.shapeNovelty(), without.shapeNovelty());
    this.newHost = rate(all.hostNovelty(), without.hostNovelty());
    this.unasked =
        (all.unasked() - without.unasked() + ALPHA)
            / (all.askedKnown() - without.askedKnown() + 2 * ALPHA);
    this.longestArguments = cut(all.argumentSizes(), without.argumentSizes());
    this.longestResult = cut(all.resultSizes(), without.resultSizes());
    this.longestGap = cut(all.gaps(), without.gaps());
    this.mostSteps = cut(all.lengths(), without.lengths());
    this.longestDuration = cut(all.durations(), without.durations());
    int sessions = all.sessions() - without.sessions();
    this.outside = Math.max(OUTSIDE, 1.0 / (sessions + 1));
  }

  private int onlyIn(Profile left) {
    int only = 0;
    for (String tool : left.toolNames()) {
      only += all.uses(tool) == left.uses(tool) ? 1 : 0;
    }
    return only;
  }

  private static double rate(Profile.Novelty all, Profile.Novelty without) {
    int once = Math.max(0, all.once() - without.once());
    int seen = Math.max(once, all.seen() - without.seen());
    return (once + ALPHA) / (seen + 2 * ALPHA);
  }

  private static long cut(LogHistogram all, LogHistogram without) {
    return all.quantile(1 - OUTSIDE, without);
  }

  /** How often the tool stands in the usual mix. */
  int uses(String tool) {
    return Math.max(0, all.uses(tool) - without.uses(tool));
  }

  /** Tells tools apart; the same for a tool each time. */
  long symbol(String tool) {
    return all.symbol(tool);
  }

  /** How many steps the usual mix rests on. */
  int total() {
    return total;
  }

  /** How often one tool usually follows the other, 0 to 1. */
  double probability(String from, String to) {
    double base = (uses(to) + ALPHA) / (total + ALPHA * (symbols + 1));
    double weight = ALPHA * (symbols + 1);
    int followed = Math.max(0, all.followed(from) - without.followed(from));
    int both = Math.max(0, all.transitions(from, to) - without.transitions(from, to));
    return (both + weight * base) / (followed + weight);
  }

  /** How surprising the transition is, in nats: how much likelier for another agent. */
  double transition(String from, String to) {
    return Math.log(1.0 / (symbols + 1) / probability(from, to));
  }

  boolean knows(String tool) {
    return uses(tool) > 0;
  }

  boolean knowsShape(String tool, long shape) {
    return all.shapes(tool, shape) > without.shapes(tool, shape);
  }

  boolean knowsHost(long host) {
    return all.hosts(host) > without.hosts(host);
  }

  double firstTool(boolean isNew) {
    return rare(isNew, newTool);
  }

  double firstShape(boolean isNew) {
    return rare(isNew, newShape);
  }

  double firstHost(boolean isNew) {
    return rare(isNew, newHost);
  }

  /** Evidence of a step that is, or is not, beyond one of its envelopes. */
  double envelope(boolean beyond) {
    return rare(beyond, outside);
  }

  /** Evidence of a step that has nothing to do with the stated task, or has. */
  double intent(boolean isUnasked) {
    double other = (1 + unasked) / 2;
    return isUnasked ? Math.log(other / unasked) : Math.log((1 - other) / (1 - unasked));
  }

  /** What one thing that nobody has seen adds to a method's score. */
  double surprise(Method method) {
    return switch (method) {
      case TRANSITION -> transition(Profile.START, NOBODY_S);
      case MIX -> total == 0 ? 0 : (total + 1) * Math.log(total + 1) - total * Math.log(total);
      case FIRST_SEEN -> firstTool(true);
      case ENVELOPE -> envelope(true);
      case INTENT -> knowsIntent() ? intent(true) : 0;
      case TOGETHER ->
          surprise(Method.TRANSITION) + surprise(Method.MIX) + surprise(Method.FIRST_SEEN);
    };
  }

  boolean areLongArguments(int size) {
    return LogHistogram.isAbove(size, longestArguments);
  }

  boolean isLongResult(int size) {
    return LogHistogram.isAbove(size, longestResult);
  }

  boolean isLongGap(long millis) {
    return LogHistogram.isAbove(millis, longestGap);
  }

  boolean areManySteps(int steps) {
    return LogHistogram.isAbove(steps, mostSteps);
  }

  boolean isLongDuration(long millis) {
    return LogHistogram.isAbove(millis, longestDuration);
  }

  /** What all but one in a hundred stay within; -1 if nothing is known. */
  long longestArguments() {
    return longestArguments;
  }

  long longestResult() {
    return longestResult;
  }

  long longestGap() {
    return longestGap;
  }

  long mostSteps() {
    return mostSteps;
  }

  long longestDuration() {
    return longestDuration;
  }

  /** How often steps have nothing to do with the stated task, 0 to 1. */
  double unaskedRate() {
    return unasked;
  }

  /** True if enough sessions were declared to tell. */
  boolean knowsIntent() {
    return all.askedKnown() > without.askedKnown();
  }

  Profile all() {
    return all;
  }

  private static double rare(boolean happens, double usual) {
    double other = Math.max(usual, Math.min(0.5, SHIFT * usual));
    return happens ? Math.log(other / usual) : Math.log((1 - other) / (1 - usual));
  }
}
