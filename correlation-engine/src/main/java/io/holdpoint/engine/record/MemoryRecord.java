// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A record that lives as long as the process, for replays. Safe for use by many threads. */
public final class MemoryRecord implements InputRecord, RecordedInput {
  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized long told(Entry.Way way, long arrival, Input input) {
    long position = entries.size() + 1L;
    entries.add(new Entry.Told(position, arrival, way, input));
    return position;
  }

  @Override
  public synchronized void taken(long position) {
    entries.add(new Entry.Taken(entries.size() + 1L, position));
  }

  @Override
  public synchronized void givenUp(long position) {
    entries.add(new Entry.GivenUp(entries.size() + 1L, position));
  }

  /** Everything so far. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    entries.clear();
  }

  @Override
  public void read(Predicate<Entry> reader) {
    for (Entry entry : entries()) {
      if (!reader.test(entry)) {
        return;
      }
    }
  }
}
