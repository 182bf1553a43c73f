// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.EventSender;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import com.espertech.esper.runtime.internal.kernel.statement.EPStatementSPI;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One Esper runtime with its own clock. The calling thread does all the work and has the rows when
 * a method returns. Safe for use by many threads. Rules without a memory are asked side by side;
 * where {@link #remembers} says so, the order of arrival matters, and callers come one at a time.
 */
public final class ShardRuntime implements AutoCloseable {
  /** Rules count in seconds; advancing costs several times what asking fifty filters does. */
  private static final long TICK_MILLIS = 10;

  private final EPRuntime runtime;
  private final EPEventService events;
  private final EventSender calls;
  private final EventSender results;
  private final EventSender telemetry;
  private final Set<Class<?>> listenedTo = new HashSet<>();
  private final Set<Class<?>> remembered = new HashSet<>();
  private final ReentrantLock clock = new ReentrantLock();

  @SuppressWarnings("ThreadLocalUsage") // a runtime lives as long as the process; nothing is static
  private final ThreadLocal<List<Match>> matches = ThreadLocal.withInitial(ArrayList::new);

  /**
   * Starts a runtime and deploys the rules.
   *
   * @param rules what to deploy
   * @param start engine time to begin with, milliseconds since 1970
   * @throws IllegalStateException if a rule cannot be deployed
   */
  public ShardRuntime(List<CompiledEpl> rules, long start) {
    this.runtime =
        EPRuntimeProvider.getRuntime("holdpoint-" + UUID.randomUUID(), EsperSetup.configuration());
    this.events = runtime.getEventService();
    events.advanceTime(start);
    this.calls = events.getEventSender("ToolCall");
    this.results = events.getEventSender("ToolResult");
    this.telemetry = events.getEventSender("Telemetry");
    rules.forEach(this::deploy);
  }

  /** True if a rule with a memory, a window or a pattern, listens to such events. */
  public boolean remembers(Class<?> event) {
    return remembered.contains(event);
  }

  /** True if a rule listens to such events. */
  public boolean listensTo(Class<?> event) {
    return listenedTo.contains(event);
  }

  /** Advances the clock and takes in an event of any type. Returns the rows of both. */
  public List<Match> take(Object event, long now) {
    List<Match> rows = matches.get();
    rows.clear();
    advance(now);
    events.sendEventBean(event, event.getClass().getSimpleName());
    return rows.isEmpty() ? List.of() : List.copyOf(rows);
  }

  /** Advances the clock and takes in an attempt. Returns the rows of both. */
  public List<Match> send(ToolCall call, long now) {
    return send(calls, call, now);
  }

  /** Advances the clock and takes in a result. Returns the rows of both. */
  public List<Match> send(ToolResult result, long now) {
    return send(results, result, now);
  }

  /** Takes in telemetry, which never advances the clock. */
  public List<Match> send(Telemetry event) {
    return send(telemetry, event, events.getCurrentTime());
  }

  @Override
  public void close() {
    runtime.destroy();
  }

  private List<Match> send(EventSender sender, Object event, long now) {
    List<Match> rows = matches.get();
    rows.clear();
    advance(now);
    sender.sendEvent(event);
    return rows.isEmpty() ? List.of() : List.copyOf(rows);
  }

  /** Whoever comes while another one advances goes on: it is a matter of one tick. */
  private void advance(long now) {
    if (now - events.getCurrentTime() >= TICK_MILLIS && clock.tryLock()) {
      try {
        if (now > events.getCurrentTime()) {
          events.advanceTime(now);
        }
      } finally {
        clock.unlock();
      }
    }
  }

  private void deploy(CompiledEpl rule) {
    EPCompiled compiled = rule.compiled();
    try {
      for (EPStatement statement :
          runtime.getDeploymentService().deploy(compiled).getStatements()) {
        AllowedClasses.EVENTS.stream().filter(rule::mayListenTo).forEach(listenedTo::add);
        if (!isStateless(statement)) {
          AllowedClasses.EVENTS.stream().filter(rule::mayListenTo).forEach(remembered::add);
        }
        statement.addListener(
            (added, removed, source, owner) -> {
              if (added != null) {
                for (EventBean row : added) {
                  collect(rule.name(), row);
                }
              }
            });
      }
    } catch (EPDeployException e) {
      throw new IllegalStateException("rule " + rule.name() + ": cannot be deployed", e);
    }
  }

  /** Esper's own word for it: such statements are asked without a lock. */
  private static boolean isStateless(EPStatement statement) {
    return statement instanceof EPStatementSPI known
        && known.getStatementContext().isStatelessSelect();
  }

  private void collect(String rule, EventBean row) {
    if (isEvent(row.getUnderlying())) {
      matches.get().add(new Match(rule, row.getUnderlying(), List.of()));
      return;
    }
    List<Object> chain = new ArrayList<>();
    addEvents(column(row, "chain"), chain);
    Object trigger = plain(column(row, "event"));
    if (trigger == null && !chain.isEmpty()) {
      trigger = chain.getLast();
    }
    if (trigger != null && isEvent(trigger)) {
      matches.get().add(new Match(rule, trigger, chain));
    }
  }

  private static @Nullable Object column(EventBean row, String name) {
    return row.getEventType().isProperty(name) ? row.get(name) : null;
  }

  private static void addEvents(@Nullable Object value, List<Object> chain) {
    Object plain = plain(value);
    if (plain instanceof Collection<?> many) {
      many.forEach(one -> addEvents(one, chain));
    } else if (plain instanceof Object[] many) {
      for (Object one : many) {
        addEvents(one, chain);
      }
    } else if (plain != null && isEvent(plain)) {
      chain.add(plain);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof EventBean bean ? bean.getUnderlying() : value;
  }

  private static boolean isEvent(Object value) {
    return AllowedClasses.EVENTS.contains(value.getClass());
  }
}
