// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.ToolRequest;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory of one principal: calls its gateways saw and steps its frameworks told of, by
 * all that can tie them together. For one thread.
 */
final class Party {

  private static final int MOST_NAMES = 4096;
  private static final Duration INTENT = Duration.ofMinutes(10);

  private final Shelf<GuardedCall> callsById = new Shelf<>();
  private final Shelf<GuardedCall> callsByTrace = new Shelf<>();
  private final Shelf<GuardedCall> callsByArguments = new Shelf<>();
  private final Shelf<ToldStep> stepsById = new Shelf<>();
  private final Shelf<ToldStep> stepsByTrace = new Shelf<>();
  private final Shelf<ToldStep> stepsByArguments = new Shelf<>();
  private final Shelf<ToldStep> aloneById = new Shelf<>();
  private final Shelf<ToldStep> aloneByArguments = new Shelf<>();
  private final Map<StepId, GuardedCall> calls = new HashMap<>();
  private final Map<String, Set<String>> tools = new HashMap<>();
  private final Map<String, Instant> requested = new Latest();
  private final Map<String, Instant> toldTraces = new Latest();
  private final Set<SessionId> linked = new HashSet<>();
  private @Nullable Instant firstCall;
  private @Nullable GuardedCall lastCall;
  private @Nullable Instant lastTold;
  private @Nullable Instant lastAnswer;

  /** When something was heard of last, of the names heard of last. */
  private static final class Latest extends LinkedHashMap<String, Instant> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > MOST_NAMES;
    }
  }

  /** It is listened to anew from now on: what went by in between nobody knows. */
  void recalled() {
    firstCall = null;
  }

  /** The same call told again, or null. */
  @Nullable GuardedCall known(StepId step) {
    return calls.get(step);
  }

  void add(GuardedCall call) {
    calls.put(call.row().id(), call);
    callsById.put(call.callId(), call);
    callsByTrace.put(call.row().id().traceId(), call);
    callsByArguments.put(call.arguments().value(), call);
    if (tools.size() < MOST_NAMES) {
      tools
          .computeIfAbsent(call.row().name().toLowerCase(Locale.ROOT), name -> new HashSet<>(2))
          .add(call.row().upstream().toLowerCase(Locale.ROOT));
    }
    firstCall = firstCall == null ? call.arrivedAt() : firstCall;
    lastCall = call;
  }

  void remove(GuardedCall call) {
    calls.remove(call.row().id(), call);
    callsById.remove(call.callId(), call);
    callsByTrace.remove(call.row().id().traceId(), call);
    callsByArguments.remove(call.arguments().value(), call);
  }

  void add(ToldStep step) {
    stepsById.put(step.callId(), step);
    stepsByTrace.put(step.row().id().traceId(), step);
    step.shelved(this, step.arguments().value());
    stepsByArguments.put(step.shelvedAs(), step);
    settled(step);
  }

  /** The call it is was looked for, and found or not: one that is alone may be one to come. */
  void settled(ToldStep step) {
    aloneById.remove(step.callId(), step);
    aloneByArguments.remove(step.shelvedAs(), step);
    if (step.isDecided() && !step.isJoined() && step.isShelvedIn(this)) {
      aloneById.put(step.callId(), step);
      aloneByArguments.put(step.shelvedAs(), step);
    }
  }

  /** With what it was called may have become known only now. */
  void reshelve(ToldStep step) {
    String arguments = step.arguments().value();
    if (step.isShelvedIn(this) && !step.shelvedAs().equals(arguments)) {
      stepsByArguments.remove(step.shelvedAs(), step);
      aloneByArguments.remove(step.shelvedAs(), step);
      step.shelved(this, arguments);
      stepsByArguments.put(arguments, step);
      settled(step);
    }
  }

  void remove(ToldStep step) {
    stepsById.remove(step.callId(), step);
    stepsByTrace.remove(step.row().id().traceId(), step);
    stepsByArguments.remove(step.shelvedAs(), step);
    step.shelved(null, step.shelvedAs());
    settled(step);
  }

  /** Calls that share an id or a trace with a step. */
  Collection<GuardedCall> near(ToldStep step) {
    return both(callsById.get(step.callId()), callsByTrace.get(step.row().id().traceId()));
  }

  /** Steps that share an id or a trace with a call. */
  Collection<ToldStep> near(GuardedCall call) {
    return both(stepsById.get(call.callId()), stepsByTrace.get(call.row().id().traceId()));
  }

  private static <T> Collection<T> both(List<T> some, List<T> others) {
    if (some.equals(others) || others.isEmpty()) {
      return some;
    }
    if (some.isEmpty()) {
      return others;
    }
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  List<GuardedCall> callsNamed(ToldStep step) {
    return callsById.get(step.callId());
  }

  List<ToldStep> stepsNamed(String callId) {
    return stepsById.get(callId);
  }

  /** Steps that are alone so far, and share an id or the arguments with a call. */
  Collection<ToldStep> aloneAlike(GuardedCall call) {
    return both(aloneById.get(call.callId()), aloneByArguments.get(call.arguments().value()));
  }

  List<GuardedCall> callsLike(ToldStep step) {
    return callsByArguments.get(step.arguments().value());
  }

  List<ToldStep> stepsLike(String arguments) {
    return stepsByArguments.get(arguments);
  }

  /** A framework told something in this trace. */
  void told(Instant at, String traceId, List<ToolRequest> requests, boolean answered) {
    lastTold = at;
    toldTraces.put(traceId, at);
    lastAnswer = answered ? at : lastAnswer;
    for (ToolRequest request : requests) {
      for (String ending : ToolNames.endings(request.tool())) {
        requested.put(ending, at);
      }
    }
  }

  /** True if a gateway saw a call of what may be this tool. */
  boolean mayGuard(StepKind kind, String told) {
    if (kind != StepKind.TOOL_CALL) {
      return tools.containsKey(told.toLowerCase(Locale.ROOT));
    }
    for (String ending : ToolNames.endings(told)) {
      if (tools.containsKey(ending)) {
        return true;
      }
    }
    return false;
  }

  /** True if it must be a tool a gateway saw called: by its whole name, or with its server's. */
  boolean guards(String told) {
    String name = told.toLowerCase(Locale.ROOT);
    for (String ending : ToolNames.endings(told)) {
      Set<String> servers = tools.get(ending);
      String before = name.substring(0, name.length() - ending.length());
      if (servers != null
          && (before.isEmpty()
              || servers.stream().anyMatch(s -> !s.isEmpty() && before.contains(s)))) {
        return true;
      }
    }
    return false;
  }

  /** A gateway's session whose calls frameworks tell of, too. */
  void link(SessionId session) {
    linked.add(session);
  }

  boolean isLinked(GuardedCall call) {
    return linked.contains(call.row().sessionId())
        || toldTraces.containsKey(call.row().id().traceId());
  }

  /** The call its gateways saw last. */
  @Nullable GuardedCall lastCall() {
    return lastCall;
  }

  /** True if its gateways were listened to long before a step began. */
  boolean wasWatchedBefore(ToldStep step, Duration margin) {
    Instant first = firstCall;
    return first != null
        && step.arrivedAt().minusNanos(step.row().durationNanos()).minus(margin).isAfter(first);
  }

  /** True if a framework that shows what its models answer went on telling after the call. */
  boolean wasToldBeyond(GuardedCall call, Duration margin) {
    Instant told = lastTold;
    Instant answer = lastAnswer;
    Instant at = call.arrivedAt();
    return told != null
        && answer != null
        && told.isAfter(at.plus(margin))
        && answer.isAfter(at.minus(INTENT));
  }

  /** True if one of its models asked for such a tool, not long ago. */
  boolean wasRequested(GuardedCall call) {
    Instant at = requested.get(call.row().name().toLowerCase(Locale.ROOT));
    return at != null && at.isAfter(call.arrivedAt().minus(INTENT));
  }
}
