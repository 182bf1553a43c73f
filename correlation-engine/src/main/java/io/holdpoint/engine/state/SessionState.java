// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.call.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of one session: immutable, bounded, O(1) to extend. A step's contribution is itself
 * a state, and taking it in is a merge, so the same law holds for one more step and for two
 * histories that turn out to be one: it is associative and commutative, latches, tools and recent
 * calls are idempotent, counters add (each step contributes once; the caller sees to that), and
 * suspicion is never lost.
 *
 * @param latches what stands for good
 * @param counters how often things happened
 * @param recent the last calls by arrival, at most {@link #RECENT_CALLS}
 * @param tools qualified names of tools that were called, at most {@link #MOST_TOOLS}
 */
public record SessionState(
    Latches latches, Counters counters, List<Call> recent, Set<String> tools) {
  /** How many calls a state looks back on. */
  public static final int RECENT_CALLS = 32;

  /** How many different tools a state remembers. */
  public static final int MOST_TOOLS = 256;

  /** A session nothing is known of. */
  public static final SessionState EMPTY =
      new SessionState(Latches.NONE, Counters.ZERO, List.of(), Set.of());

  /**
   * How often things happened.
   *
   * @param calls attempts judged
   * @param denied attempts denied, by whomever
   * @param completed attempts that came to an end
   * @param errors of these, those that did not succeed
   * @param detections rules that matched
   * @param score sum of the matched rules' scores
   */
  public record Counters(
      long calls, long denied, long completed, long errors, long detections, long score) {
    /** Nothing happened. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

    Counters oneCallMore() {
      return new Counters(calls + 1, denied, completed, errors, detections, score);
    }

    Counters oneEndMore(boolean succeeded) {
      return new Counters(
          calls, denied, completed + 1, succeeded ? errors : errors + 1, detections, score);
    }

    /** Both together. */
    public Counters plus(Counters other) {
      if (other.equals(ZERO)) {
        return this;
      }
      return new Counters(
          calls + other.calls,
          denied + other.denied,
          completed + other.completed,
          errors + other.errors,
          detections + other.detections,
          score + other.score);
    }
  }

  private static final Counters ONE_CALL = new Counters(1, 0, 0, 0, 0, 0);

  public SessionState {
    requireNonNull(latches, "latches");
    requireNonNull(counters, "counters");
    recent = RecentCalls.copyOf(recent);
    tools = Set.copyOf(tools);
  }

  /** What an attempt contributes. */
  public static SessionState attempted(Call call) {
    return new SessionState(
        Latches.NONE, ONE_CALL, RecentCalls.NONE.followedBy(call), Set.of(call.toolName()));
  }

  /** This state and one more attempt: the same as merging {@link #attempted}, and cheaper. */
  public SessionState after(Call call) {
    boolean knownTool = tools.contains(call.toolName());
    boolean latest = recent.isEmpty() || Call.ARRIVAL.compare(recent.getLast(), call) < 0;
    if (!knownTool || !latest) {
      return merge(attempted(call));
    }
    return new SessionState(
        latches, counters.oneCallMore(), RecentCalls.copyOf(recent).followedBy(call), tools);
  }

  /** This state and the end of a call: the same as merging {@link #completed}, and cheaper. */
  public SessionState after(Call call, boolean succeeded) {
    if (!latches.effects().containsAll(call.tool().effects())) {
      return merge(completed(call, Latches.NONE, succeeded));
    }
    return new SessionState(latches, counters.oneEndMore(succeeded), recent, tools);
  }

  /** What the denial of an attempt contributes. */
  public static SessionState denied() {
    return new SessionState(Latches.NONE, new Counters(0, 1, 0, 0, 0, 0), List.of(), Set.of());
  }

  /** What a detection contributes. */
  public static SessionState detected(int score) {
    return new SessionState(Latches.NONE, new Counters(0, 0, 0, 0, 1, score), List.of(), Set.of());
  }

  /**
   * A rule across sessions found something about it. That adds to the risk; the session's own steps
   * may be as usual, so it still teaches what is usual unless it is contained.
   */
  public static SessionState suspected(int score) {
    return new SessionState(Latches.NONE, new Counters(0, 0, 0, 0, 0, score), List.of(), Set.of());
  }

  /** What the end of a call contributes. */
  public static SessionState completed(Call call, Latches latches, boolean succeeded) {
    return new SessionState(
        latches.merge(Latches.ofEffects(call.tool().effects())),
        new Counters(0, 0, 1, succeeded ? 0 : 1, 0, 0),
        List.of(),
        Set.of());
  }

  /** What labels without a known call contribute. */
  public static SessionState labelled(Latches latches) {
    return new SessionState(latches, Counters.ZERO, List.of(), Set.of());
  }

  /** Both together; see the law above. */
  public SessionState merge(SessionState other) {
    return new SessionState(
        latches.merge(other.latches),
        counters.plus(other.counters),
        newest(recent, other.recent),
        union(tools, other.tools));
  }

  /** How many of the last calls had this call's tool and arguments. */
  public int repeatsOf(Call call) {
    return RecentCalls.copyOf(recent).repeatsOf(call);
  }

  /** True if nothing stands against the session: it may be forgotten without loss. */
  public boolean isClean() {
    return latches.labels().isEmpty() && counters.detections() == 0 && counters.score() == 0;
  }

  /** This state without what only helps while the session is busy. */
  public SessionState withoutRecentCalls() {
    return recent.isEmpty() ? this : new SessionState(latches, counters, List.of(), tools);
  }

  private static List<Call> newest(List<Call> a, List<Call> b) {
    if (b.isEmpty()) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    if (b.size() == 1 && Call.ARRIVAL.compare(a.getLast(), b.getFirst()) < 0) {
      return RecentCalls.copyOf(a).followedBy(b.getFirst());
    }
    List<Call> all = new ArrayList<>(a.size() + b.size());
    all.addAll(a);
    if (Call.ARRIVAL.compare(a.getLast(), b.getFirst()) < 0) {
      all.addAll(b);
    } else {
      Set<Call> known = new HashSet<>(a);
      b.stream().filter(known::add).forEach(all::add);
      all.sort(Call.ARRIVAL);
    }
    return all.subList(Math.max(0, all.size() - RECENT_CALLS), all.size());
  }

  /** The alphabetically first {@link #MOST_TOOLS}, so that the order of merging does not matter. */
  private static Set<String> union(Set<String> a, Set<String> b) {
    if (b.isEmpty() || (b.size() == 1 && a.contains(b.iterator().next())) || a.containsAll(b)) {
      return a;
    }
    TreeSet<String> all = new TreeSet<>(a);
    all.addAll(b);
    while (all.size() > MOST_TOOLS) {
      all.pollLast();
    }
    return all;
  }
}
