// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The traces heard of last, within a bound on all they hold. For one thread. */
final class Traces {

  private static final int MOST = 8192;
  private static final int MOST_SPANS = 1 << 17;
  private static final long MOST_WEIGHT = 32L << 20;

  /** Whose trace it is: two senders may use one id. */
  private record Key(String source, String traceId) {}

  private final Map<Key, Trace> traces = new LinkedHashMap<>(64, 0.75f, true);
  private long spans;
  private long weight;

  /** A trace, new or heard of before. */
  Trace of(String source, String traceId) {
    return traces.computeIfAbsent(new Key(source, traceId), key -> new Trace(source));
  }

  /** A span or step more is in memory. */
  void grew(int moreSpans, int moreWeight) {
    spans += moreSpans;
    weight += moreWeight;
  }

  /** Forgets the traces that were not heard of for longest, until the rest is within bounds. */
  List<Trace> forgetOldest() {
    if (!areTooMany()) {
      return List.of();
    }
    List<Trace> forgotten = new ArrayList<>();
    Iterator<Trace> oldest = traces.values().iterator();
    while (areTooMany()) {
      Trace trace = oldest.next();
      oldest.remove();
      spans -= trace.size();
      for (ToldStep step : trace.steps()) {
        weight -= step.weight();
      }
      forgotten.add(trace);
    }
    return forgotten;
  }

  private boolean areTooMany() {
    return traces.size() > 1
        && (traces.size() > MOST || spans > MOST_SPANS || weight > MOST_WEIGHT);
  }
}
