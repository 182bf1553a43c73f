// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.EventSender;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import com.espertech.esper.runtime.client.EPUndeployException;
import com.espertech.esper.runtime.internal.kernel.statement.EPStatementSPI;
import io.holdpoint.engine.event.Telemetry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final Map<Class<?>, EventSender> senders;
  private final Map<String, Deployed> deployed = new LinkedHashMap<>();
  private volatile Set<Class<?>> listenedTo = Set.of();
  private volatile Set<Class<?>> remembered = Set.of();
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
    this.senders =
        AllowedClasses.EVENTS.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    event -> event, event -> events.getEventSender(event.getSimpleName())));
    exchange(rules);
  }

  /** A rule as it was handed over last. */
  private static final class Current {
    private volatile CompiledEpl rule;

    Current(CompiledEpl rule) {
      this.rule = rule;
    }
  }

  /**
   * A rule as it stands in the runtime.
   *
   * @param now as it was handed over last: whom it judges may change while its logic stays
   * @param remembered the events it listens to, if it has a memory
   */
  private record Deployed(Current now, String id, Set<Class<?>> remembered) {
    CompiledEpl rule() {
      return now.rule;
    }

    Deployed judgingAs(CompiledEpl rule) {
      now.rule = rule;
      return this;
    }

    Set<Class<?>> listenedTo() {
      return AllowedClasses.EVENTS.stream()
          .filter(rule()::mayListenTo)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Makes these the rules. What is compiled from the same text as before stays with all it
   * remembers; new versions come before old ones go, so that no event meets none.
   *
   * @throws IllegalStateException if a rule cannot be deployed; then nothing has changed
   */
  public synchronized void exchange(List<CompiledEpl> rules) {
    Map<String, Deployed> next = new LinkedHashMap<>();
    List<Deployed> fresh = new ArrayList<>();
    try {
      for (CompiledEpl rule : rules) {
        Deployed known = deployed.get(rule.name());
        if (known != null && known.rule().isSameAs(rule)) {
          next.put(rule.name(), known);
        } else {
          Deployed made = deploy(rule);
          fresh.add(made);
          next.put(rule.name(), made);
        }
      }
    } catch (IllegalStateException e) {
      fresh.forEach(this::undeploy);
      look();
      throw e;
    }
    List<Deployed> old = deployed.values().stream().filter(d -> !next.containsValue(d)).toList();
    deployed.clear();
    deployed.putAll(next);
    rules.forEach(
        rule -> next.computeIfPresent(rule.name(), (name, known) -> known.judgingAs(rule)));
    old.forEach(this::undeploy);
    look();
  }

  /** Which events the rules listen to now, and which of them they remember. */
  private void look() {
    listenedTo = union(deployed.values().stream().map(Deployed::listenedTo));
    remembered = union(deployed.values().stream().map(Deployed::remembered));
  }

  private static Set<Class<?>> union(Stream<Set<Class<?>>> sets) {
    return sets.flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private void undeploy(Deployed rule) {
    try {
      runtime.getDeploymentService().undeploy(rule.id());
    } catch (EPUndeployException e) {
      throw new IllegalStateException("rule " + rule.rule().name() + ": cannot be taken out", e);
    }
  }

  /** True if a rule with a memory, a window or a pattern, listens to such events. */
  public boolean remembers(Class<?> event) {
    return remembered.contains(event);
  }

  /** True if a rule listens to such events. */
  public boolean listensTo(Class<?> event) {
    return listenedTo.contains(event);
  }

  /** Advances the clock and takes in an event. Returns the rows of both. */
  public List<Match> send(Object event, long now) {
    EventSender sender = senders.get(event.getClass());
    if (sender == null) {
      throw new IllegalArgumentException(
          "event: got %s (expected: one rules are written over)".formatted(event.getClass()));
    }
    List<Match> rows = matches.get();
    rows.clear();
    advance(now);
    sender.sendEvent(event);
    return rows.isEmpty() ? List.of() : List.copyOf(rows);
  }

  /** Takes in telemetry, which never advances the clock. */
  public List<Match> send(Telemetry event) {
    return send(event, events.getCurrentTime());
  }

  @Override
  public void close() {
    runtime.destroy();
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

  /** Events it remembers wait for each other from the moment it is there. */
  private Deployed deploy(CompiledEpl rule) {
    EPCompiled compiled = rule.compiled();
    try {
      EPDeployment deployment = runtime.getDeploymentService().deploy(compiled);
      Current current = new Current(rule);
      Set<Class<?>> own = new HashSet<>();
      for (EPStatement statement : deployment.getStatements()) {
        if (!isStateless(statement)) {
          AllowedClasses.EVENTS.stream().filter(rule::mayListenTo).forEach(own::add);
        }
        Match.Reader reader = new Match.Reader(rule.rule(), statement.getEventType());
        statement.addListener(
            (added, removed, source, owner) -> {
              if (added != null) {
                for (EventBean row : added) {
                  Match match = reader.read(row);
                  if (match != null && current.rule.judges(match.trigger())) {
                    matches.get().add(match);
                  }
                }
              }
            });
      }
      Set<Class<?>> all = new HashSet<>(remembered);
      all.addAll(own);
      remembered = Set.copyOf(all);
      return new Deployed(current, deployment.getDeploymentId(), Set.copyOf(own));
    } catch (EPDeployException e) {
      throw new IllegalStateException("rule " + rule.name() + ": cannot be deployed", e);
    }
  }

  /** Esper's own word for it: such statements are asked without a lock. */
  private static boolean isStateless(EPStatement statement) {
    return statement instanceof EPStatementSPI known
        && known.getStatementContext().isStatelessSelect();
  }
}
