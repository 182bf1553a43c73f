// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import java.util.Arrays;
import java.util.List;

/**
 * What a session did, step by step, as far as drift looks at it: some 30 bytes a step, at most
 * {@link #MOST_STEPS}. For one thread; once frozen it changes no more.
 */
public final class Trace {
  /** Later steps are judged, but neither learnt from nor shown. */
  public static final int MOST_STEPS = 128;

  /** A result that comes so many steps after its call is not learnt. */
  static final int MOST_IN_FLIGHT = 16;

  private static final int MOST_HOSTS = 2 * MOST_STEPS;
  private static final int UNKNOWN_SIZE = -1;

  private int steps;
  private int length;
  private long began;
  private long ended;
  private String[] tools;
  private long[] shapes;
  private int[] argumentSizes;
  private int[] resultSizes;
  private short[] resultsAfter;
  private int[] gaps;
  private byte[] asked;
  private short[] hostsEnd;
  private long[] hosts;

  /** An empty one. */
  public Trace() {
    this(8);
  }

  private Trace(int room) {
    tools = new String[room];
    shapes = new long[room];
    argumentSizes = new int[room];
    resultSizes = new int[room];
    resultsAfter = new short[room];
    gaps = new int[room];
    asked = new byte[room];
    hostsEnd = new short[room];
    hosts = new long[0];
  }

  /** Takes in the next step. */
  void add(StepTraits step) {
    if (length == 0) {
      began = step.at();
    }
    long gap = length == 0 ? 0 : step.at() - ended;
    ended = Math.max(ended, step.at());
    length++;
    if (steps == MOST_STEPS) {
      return;
    }
    if (steps == tools.length) {
      resize(Math.min(MOST_STEPS, steps * 2));
    }
    tools[steps] = step.tool();
    shapes[steps] = step.shape();
    argumentSizes[steps] = step.argumentsSize();
    resultSizes[steps] = UNKNOWN_SIZE;
    gaps[steps] = Math.clamp(gap, 0, Integer.MAX_VALUE);
    asked[steps] = code(step.asked());
    hostsEnd[steps] = (short) addHosts(step.hosts());
    steps++;
  }

  private int addHosts(List<Long> more) {
    int before = steps == 0 ? 0 : hostsEnd[steps - 1];
    int count = Math.min(more.size(), MOST_HOSTS - before);
    if (before + count > hosts.length) {
      hosts = Arrays.copyOf(hosts, Math.min(MOST_HOSTS, Math.max(4, (before + count) * 2)));
    }
    for (int i = 0; i < count; i++) {
      hosts[before + i] = more.get(i);
    }
    return before + count;
  }

  /**
   * Takes in the size of a result.
   *
   * @param step whose it is, from 0
   */
  void result(int step, int size) {
    if (step < steps && steps - step <= MOST_IN_FLIGHT) {
      resultSizes[step] = size;
      resultsAfter[step] = (short) steps;
    }
  }

  /** A copy without spare room. */
  public Trace frozen() {
    Trace copy = new Trace(0);
    copy.steps = steps;
    copy.length = length;
    copy.began = began;
    copy.ended = ended;
    copy.tools = Arrays.copyOf(tools, steps);
    copy.shapes = Arrays.copyOf(shapes, steps);
    copy.argumentSizes = Arrays.copyOf(argumentSizes, steps);
    copy.resultSizes = Arrays.copyOf(resultSizes, steps);
    copy.resultsAfter = Arrays.copyOf(resultsAfter, steps);
    copy.gaps = Arrays.copyOf(gaps, steps);
    copy.asked = Arrays.copyOf(asked, steps);
    copy.hostsEnd = Arrays.copyOf(hostsEnd, steps);
    copy.hosts = Arrays.copyOf(hosts, steps == 0 ? 0 : hostsEnd[steps - 1]);
    return copy;
  }

  /** How many steps it holds. */
  public int steps() {
    return steps;
  }

  /** How many steps the session had. */
  public int length() {
    return length;
  }

  /** Milliseconds from the first to the last step. */
  public long duration() {
    return length == 0 ? 0 : ended - began;
  }

  /** The tool of a step, from 0. */
  public String tool(int step) {
    return tools[step];
  }

  long shape(int step) {
    return shapes[step];
  }

  int argumentsSize(int step) {
    return argumentSizes[step];
  }

  /** The size of a step's result; negative if none was seen. */
  int resultSize(int step) {
    return resultSizes[step];
  }

  /** How many steps had been made when that result came. */
  int resultAfter(int step) {
    return resultsAfter[step];
  }

  int gap(int step) {
    return gaps[step];
  }

  Asked asked(int step) {
    return switch (asked[step]) {
      case 1 -> Asked.YES;
      case 2 -> Asked.NO;
      default -> Asked.UNKNOWN;
    };
  }

  List<Long> hosts(int step) {
    int from = step == 0 ? 0 : hostsEnd[step - 1];
    return from == hostsEnd[step]
        ? List.of()
        : Arrays.stream(hosts, from, hostsEnd[step]).boxed().toList();
  }

  private static byte code(Asked asked) {
    return switch (asked) {
      case UNKNOWN -> 0;
      case YES -> 1;
      case NO -> 2;
    };
  }

  /** The traits of a step again, as they were taken in. */
  StepTraits step(int step, long at) {
    return new StepTraits(
        tools[step], shapes[step], hosts(step), argumentSizes[step], at, asked(step));
  }

  private void resize(int room) {
    tools = Arrays.copyOf(tools, room);
    shapes = Arrays.copyOf(shapes, room);
    argumentSizes = Arrays.copyOf(argumentSizes, room);
    resultSizes = Arrays.copyOf(resultSizes, room);
    resultsAfter = Arrays.copyOf(resultsAfter, room);
    gaps = Arrays.copyOf(gaps, room);
    asked = Arrays.copyOf(asked, room);
    hostsEnd = Arrays.copyOf(hostsEnd, room);
  }
}
