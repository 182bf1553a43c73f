// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.drift.statistic.CountTable;
import io.holdpoint.engine.drift.statistic.LogHistogram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What some sessions did, as counts: the order in which they are taken in does not matter. Bounded;
 * what comes beyond a bound is not learnt. Filled by one thread, then only read.
 */
final class Profile {
  static final int MOST_TOOLS = 512;
  private static final int MOST_TRANSITIONS = 4096;
  private static final int MOST_SHAPES = 2048;
  private static final int MOST_HOSTS = 2048;

  /** What precedes the first step of a session. */
  static final String START = "";

  private final Map<String, Tool> tools = new HashMap<>();
  private final CountTable transitions = new CountTable(MOST_TRANSITIONS);
  private final CountTable shapes = new CountTable(MOST_SHAPES);
  private final CountTable hosts = new CountTable(MOST_HOSTS);
  private final Novelty toolNovelty = new Novelty();
  private final Novelty shapeNovelty = new Novelty();
  private final Novelty hostNovelty = new Novelty();
  private final LogHistogram argumentSizes = new LogHistogram();
  private final LogHistogram resultSizes = new LogHistogram();
  private final LogHistogram gaps = new LogHistogram();
  private final LogHistogram lengths = new LogHistogram();
  private final LogHistogram durations = new LogHistogram();
  private int sessions;
  private int steps;
  private int askedKnown;
  private int unasked;

  /** How often a tool was used, and went on to another one. */
  static final class Tool {
    private final int number;
    private int count;
    private int followed;
    private int sessions;

    private Tool(int number) {
      this.number = number;
    }
  }

  /** How often something came that only one session had. */
  static final class Novelty {
    private int seen;
    private int once;

    /** How many steps could have had something new. */
    int seen() {
      return seen;
    }

    /** How many things one session alone had. */
    int once() {
      return once;
    }

    private void counted(int sessionsNow) {
      if (sessionsNow == 1) {
        once++;
      } else if (sessionsNow == 2) {
        once--;
      }
    }
  }

  Profile() {
    tools.put(START, new Tool(0));
  }

  /** Of one session. */
  static Profile of(Trace trace) {
    Profile profile = new Profile();
    profile.add(trace);
    return profile;
  }

  /** Takes in a session. */
  void add(Trace trace) {
    sessions++;
    lengths.add(trace.length());
    durations.add(trace.duration());
    Set<Object> seen = new HashSet<>();
    Tool before = tools.get(START);
    for (int i = 0; i < trace.steps(); i++) {
      Tool tool = tool(trace.tool(i));
      step(trace, i, tool, seen);
      if (tool != null && before != null) {
        before.followed++;
        transitions.add(pair(before, tool), 1);
      }
      before = tool;
    }
  }

  private void step(Trace trace, int i, @Nullable Tool tool, Set<Object> seen) {
    toolNovelty.seen++;
    if (tool != null) {
      steps++;
      tool.count++;
      if (seen.add(trace.tool(i))) {
        tool.sessions++;
        toolNovelty.counted(tool.sessions);
      }
    }
    if (trace.shape(i) != 0) {
      shapeNovelty.seen++;
      long shape = shapeOf(trace.tool(i), trace.shape(i));
      if (seen.add(shape)) {
        shapeNovelty.counted(shapes.add(shape, 1));
      }
    }
    for (long host : trace.hosts(i)) {
      hostNovelty.seen++;
      if (seen.add(~host)) {
        hostNovelty.counted(hosts.add(host, 1));
      }
    }
    argumentSizes.add(trace.argumentsSize(i));
    if (i > 0) {
      gaps.add(trace.gap(i));
    }
    if (trace.resultSize(i) >= 0) {
      resultSizes.add(trace.resultSize(i));
    }
    askedKnown += trace.asked(i) == Asked.UNKNOWN ? 0 : 1;
    unasked += trace.asked(i) == Asked.NO ? 1 : 0;
  }

  private @Nullable Tool tool(String name) {
    Tool known = tools.get(name);
    if (known != null || tools.size() > MOST_TOOLS) {
      return known;
    }
    Tool tool = new Tool(tools.size());
    tools.put(name, tool);
    return tool;
  }

  private static long pair(Tool from, Tool to) {
    return ((long) from.number << 32) | to.number;
  }

  private static long shapeOf(String tool, long shape) {
    return CountTable.mix(shape) * 31 + tool.hashCode();
  }

  /** Tells tools apart: unknown ones by their names' hashes, which no known one has. */
  long symbol(String tool) {
    Tool known = tools.get(tool);
    return known == null ? Long.MIN_VALUE | tool.hashCode() : known.number;
  }

  /** How often a tool was used. */
  int uses(String tool) {
    Tool known = tools.get(tool);
    return known == null ? 0 : known.count;
  }

  /** How often the tool was followed by a step; for {@link #START}, how many sessions had any. */
  int followed(String tool) {
    Tool known = tools.get(tool);
    return known == null ? 0 : known.followed;
  }

  /** How often one tool followed the other. */
  int transitions(String from, String to) {
    Tool first = tools.get(from);
    Tool second = tools.get(to);
    return first == null || second == null ? 0 : transitions.get(pair(first, second));
  }

  /** How many sessions gave the tool arguments of this form. */
  int shapes(String tool, long shape) {
    return shapes.get(shapeOf(tool, shape));
  }

  /** How many sessions led to the host. */
  int hosts(long host) {
    return hosts.get(host);
  }

  /** Names of all tools. */
  Set<String> toolNames() {
    Set<String> names = new HashSet<>(tools.keySet());
    names.remove(START);
    return names;
  }

  int sessions() {
    return sessions;
  }

  int steps() {
    return steps;
  }

  int askedKnown() {
    return askedKnown;
  }

  int unasked() {
    return unasked;
  }

  Novelty toolNovelty() {
    return toolNovelty;
  }

  Novelty shapeNovelty() {
    return shapeNovelty;
  }

  Novelty hostNovelty() {
    return hostNovelty;
  }

  LogHistogram argumentSizes() {
    return argumentSizes;
  }

  LogHistogram resultSizes() {
    return resultSizes;
  }

  LogHistogram gaps() {
    return gaps;
  }

  LogHistogram lengths() {
    return lengths;
  }

  LogHistogram durations() {
    return durations;
  }
}
