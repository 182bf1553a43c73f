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
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One Esper runtime with its own clock. The calling thread does all the work and has the rows when
 * a method returns. For one thread at a time.
 */
public final class ShardRuntime implements AutoCloseable {
  private final EPRuntime runtime;
  private final EPEventService events;
  private final EventSender calls;
  private final EventSender results;
  private final EventSender telemetry;
  private final List<Match> matches = new ArrayList<>();

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
    matches.clear();
    if (now > events.getCurrentTime()) {
      events.advanceTime(now);
    }
    sender.sendEvent(event);
    return matches.isEmpty() ? List.of() : List.copyOf(matches);
  }

  private void deploy(CompiledEpl rule) {
    EPCompiled compiled = rule.compiled();
    try {
      for (EPStatement statement :
          runtime.getDeploymentService().deploy(compiled).getStatements()) {
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

  private void collect(String rule, EventBean row) {
    if (isEvent(row.getUnderlying())) {
      matches.add(new Match(rule, row.getUnderlying(), List.of()));
      return;
    }
    List<Object> chain = new ArrayList<>();
    addEvents(column(row, "chain"), chain);
    Object trigger = plain(column(row, "event"));
    if (trigger == null && !chain.isEmpty()) {
      trigger = chain.getLast();
    }
    if (trigger != null && isEvent(trigger)) {
      matches.add(new Match(rule, trigger, chain));
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
