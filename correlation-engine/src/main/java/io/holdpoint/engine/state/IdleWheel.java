// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by the minute in which to look whether they are idle: a timer wheel (Varghese and Lauck,
 * 1987). Adding, removing and finding who is due cost the same however many there are; what is
 * further ahead than the wheel goes is looked at early, and again. Guarded by its table.
 */
final class IdleWheel {
  private static final long TICK = 60_000;
  private static final int SLOTS = 64;

  /** The slot of those who are due and were not looked at yet. */
  private static final int DUE = SLOTS;

  private final List<Set<Tracked>> slots = new ArrayList<>();
  private long turned = Long.MIN_VALUE;

  IdleWheel() {
    for (int i = 0; i <= SLOTS; i++) {
      slots.add(new LinkedHashSet<>());
    }
  }

  /** Looks at a session then, and no earlier than with the next tick. */
  void add(Tracked tracked, long at, long now) {
    turned = turned == Long.MIN_VALUE ? now / TICK : turned;
    long tick = Math.clamp(at / TICK + 1, turned + 1, turned + SLOTS - 1);
    remove(tracked);
    tracked.waitIn(Math.floorMod(tick, SLOTS));
    slots.get(tracked.slot()).add(tracked);
  }

  /** It is looked at no more. */
  void remove(Tracked tracked) {
    if (tracked.slot() >= 0) {
      slots.get(tracked.slot()).remove(tracked);
      tracked.waitIn(-1);
    }
  }

  /** Goes on to this time. */
  void turn(long now) {
    long to = now / TICK;
    for (long tick = Math.max(turned + 1, to - SLOTS + 1); tick <= to; tick++) {
      Set<Tracked> slot = slots.get(Math.floorMod(tick, SLOTS));
      for (Tracked tracked : slot) {
        tracked.waitIn(DUE);
        slots.get(DUE).add(tracked);
      }
      slot.clear();
    }
    turned = Math.max(turned, to);
  }

  /** One who is due, and is looked at no more until added again; null if nobody is. */
  @Nullable Tracked next() {
    Iterator<Tracked> due = slots.get(DUE).iterator();
    if (!due.hasNext()) {
      return null;
    }
    Tracked next = due.next();
    remove(next);
    return next;
  }

  /** When to ask again. */
  long nextTurn() {
    return slots.get(DUE).isEmpty() ? (turned + 1) * TICK : Long.MIN_VALUE;
  }
}
