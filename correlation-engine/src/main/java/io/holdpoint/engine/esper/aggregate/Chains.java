// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the chains of one key have come: for each step but the last the chain that reaches it and
 * began last. That is enough, because a chain that began later is within the time limit whenever
 * one that began earlier is; so nothing that happens in between can hide a chain. For one thread.
 */
final class Chains {
  private final Link[] before;
  private final Link[] now;
  private @Nullable Object event;
  private boolean voided;

  /** A step that was reached, and the steps before it. */
  private record Link(Object event, long start, @Nullable Link previous) {}

  /**
   * @param steps how many steps, at least 2
   */
  Chains(int steps) {
    this.before = new Link[steps - 1];
    this.now = new Link[steps - 1];
  }

  /** The next event: what it is for other steps too does not count for this one. */
  private void advance(Object next) {
    if (!next.equals(event)) {
      System.arraycopy(now, 0, before, 0, now.length);
      event = next;
      voided = false;
    }
  }

  /** Whatever was reached does not count any more. */
  void undo(Object next) {
    advance(next);
    Arrays.fill(now, null);
    voided = true;
  }

  /**
   * The event is step {@code index} of a chain in this order.
   *
   * @return the whole chain if it is complete now
   */
  Object @Nullable [] ordered(Object next, int index, long within) {
    advance(next);
    long at = Times.of(next);
    if (index == 0) {
      keep(0, new Link(next, at, null));
      return null;
    }
    Link previous = before[index - 1];
    if (previous == null || at - previous.start() > within) {
      return null;
    }
    Link reached = new Link(next, previous.start(), previous);
    if (index < now.length) {
      keep(index, reached);
      return null;
    }
    return events(reached, index + 1);
  }

  /**
   * The event is step {@code index}; all but the last come in any order, and one event may stand
   * for several of them.
   *
   * @return the whole chain if it is complete now
   */
  Object @Nullable [] unordered(Object next, int index, long within) {
    advance(next);
    long at = Times.of(next);
    if (index < now.length) {
      keep(index, new Link(next, at, null));
      return null;
    }
    Object[] chain = new Object[now.length + 1];
    for (int i = 0; i < before.length; i++) {
      if (before[i] == null || at - before[i].start() > within) {
        return null;
      }
      chain[i] = before[i].event();
    }
    chain[now.length] = next;
    return chain;
  }

  private void keep(int index, Link link) {
    if (!voided) {
      now[index] = link;
    }
  }

  private static Object[] events(Link last, int length) {
    Object[] chain = new Object[length];
    Link link = last;
    for (int i = length - 1; i >= 0 && link != null; i--) {
      chain[i] = link.event();
      link = link.previous();
    }
    return chain;
  }
}
