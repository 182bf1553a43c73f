// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.EventPropertyGetter;
import com.espertech.esper.common.client.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's statement produced a row. What the row names as its chain is taken apart only when it is
 * asked for: most rows say again what was told already. For one thread.
 */
public final class Match {
  private final String rule;
  private final Object trigger;
  private final @Nullable Object named;
  private @Nullable List<Object> chain;

  private Match(String rule, Object trigger, @Nullable Object named) {
    this.rule = requireNonNull(rule, "rule");
    this.trigger = requireNonNull(trigger, "trigger");
    this.named = named;
  }

  /**
   * Reads the rows of one statement. Looking a column up by its name takes longer than all else, so
   * that is done once.
   */
  static final class Reader {
    private final String rule;
    private final @Nullable EventPropertyGetter named;
    private final @Nullable EventPropertyGetter event;

    Reader(String rule, EventType rows) {
      this.rule = rule;
      this.named = column(rows, "chain");
      this.event = column(rows, "event");
    }

    /** What a row says; null if it names no event. */
    @Nullable Match read(EventBean row) {
      if (isEvent(row.getUnderlying())) {
        return new Match(rule, row.getUnderlying(), null);
      }
      Object chain = named == null ? null : named.get(row);
      Object completing = event == null ? null : event.get(row);
      Object trigger = completing == null ? last(chain) : last(completing);
      return trigger == null ? null : new Match(rule, trigger, chain);
    }

    private static @Nullable EventPropertyGetter column(EventType rows, String name) {
      return rows.isProperty(name) ? rows.getGetter(name) : null;
    }
  }

  /** The rule's id. */
  public String rule() {
    return rule;
  }

  /** The event that completed it: a {@code StepEvent} or {@code Telemetry}. */
  public Object trigger() {
    return trigger;
  }

  /** The events the row named as its chain, in no particular order, possibly none. */
  public List<Object> chain() {
    List<Object> known = chain;
    if (known == null) {
      List<Object> events = new ArrayList<>();
      add(named, events);
      known = List.copyOf(events);
      chain = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return rule + ": " + chain() + " -> " + trigger;
  }

  private static void add(@Nullable Object value, List<Object> events) {
    switch (plain(value)) {
      case null -> {}
      case Collection<?> many -> many.forEach(one -> add(one, events));
      case Object[] many -> {
        for (Object one : many) {
          add(one, events);
        }
      }
      case Object one -> {
        if (isEvent(one)) {
          events.add(one);
        }
      }
    }
  }

  private static @Nullable Object last(@Nullable Object value) {
    return switch (plain(value)) {
      case null -> null;
      case Collection<?> many -> last(many.toArray());
      case Object[] many -> {
        for (int i = many.length - 1; i >= 0; i--) {
          Object found = last(many[i]);
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      case Object one -> isEvent(one) ? one : null;
    };
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof EventBean bean ? bean.getUnderlying() : value;
  }

  private static boolean isEvent(Object value) {
    return AllowedClasses.EVENTS.contains(value.getClass());
  }
}
