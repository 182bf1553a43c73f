// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps that are in no document yet. A batch brings a segment few steps, and a document of few
 * costs almost as much as one of many: so they are gathered over batches. Guarded by the index's
 * lock.
 */
final class GatheredSteps {

  private static final int MOST = 8192;
  private static final long MOST_CHARACTERS = 4L << 20;

  /** Writes the document of a group. */
  interface Writer {
    void write(long segment, List<IndexedStep> group) throws IOException;
  }

  private final TreeMap<Long, List<IndexedStep>> segments = new TreeMap<>();
  private final Writer writer;
  private int steps;
  private long characters;

  GatheredSteps(Writer writer) {
    this.writer = writer;
  }

  /** Takes in steps of a segment, in the order of their ordinals. */
  void add(long segment, List<IndexedStep> more) throws IOException {
    List<IndexedStep> gathered = segments.computeIfAbsent(segment, key -> new ArrayList<>());
    for (IndexedStep step : more) {
      gathered.add(step);
      steps++;
      characters += characters(step);
    }
    if (gathered.size() >= GroupDocument.MOST) {
      write(segment, gathered);
      segments.remove(segment);
    }
    if (steps > MOST || characters > MOST_CHARACTERS) {
      writeAll();
    }
  }

  /** Makes documents of all there is. */
  void writeAll() throws IOException {
    Iterator<Map.Entry<Long, List<IndexedStep>>> all = segments.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, List<IndexedStep>> one = all.next();
      write(one.getKey(), one.getValue());
      all.remove();
    }
  }

  /** Forgets those of segments from one key on to another, that one not included. */
  void remove(long from, long to) {
    Map<Long, List<IndexedStep>> gone = segments.subMap(from, to);
    gone.values().forEach(this::forget);
    gone.clear();
  }

  /** What was written is forgotten; what could not be is kept, to fail again where it is seen. */
  private void write(long segment, List<IndexedStep> gathered) throws IOException {
    while (!gathered.isEmpty()) {
      List<IndexedStep> group = gathered.subList(0, Math.min(gathered.size(), GroupDocument.MOST));
      writer.write(segment, group);
      forget(group);
      group.clear();
    }
  }

  private void forget(List<IndexedStep> group) {
    steps -= group.size();
    group.forEach(step -> characters -= characters(step));
  }

  private static int characters(IndexedStep step) {
    return step.row().arguments().masked().length() + step.row().result().masked().length();
  }
}
