// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.collector.dialect.ToolRequest;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.view.SessionFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans one sender told of within one trace, steps and others, in whatever order they come.
 * What a step does not tell itself it has from the nearest span around it that does. For one
 * thread.
 */
final class Trace {

  private static final int MOST_SPANS = 4096;
  private static final int MOST_REQUESTS = 1024;
  private static final int DEEPEST = 64;

  /** Most traces are short, and there are thousands of them. */
  private static final int FEW = 3;

  private final String source;
  private final Map<String, SpanTies> spans = HashMap.newHashMap(FEW);
  private final Map<String, ToldStep> steps = LinkedHashMap.newLinkedHashMap(FEW);
  private Map<String, ToolRequest> requests = Map.of();
  private Set<SessionId> sessions = Set.of();
  private Set<String> awaited = Set.of();
  private String keySource = "";

  Trace(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  /**
   * Takes in that there is such a span.
   *
   * @return true if others in the trace may have something from it
   */
  boolean add(SpanTies ties) {
    boolean tells = awaited.contains(ties.spanId());
    if (tells) {
      awaited = without(awaited, ties.spanId());
    }
    if (spans.size() < MOST_SPANS || spans.containsKey(ties.spanId())) {
      SpanTies before = spans.put(ties.spanId(), ties);
      tells |= before != null && !before.equals(ties);
    }
    if (!ties.parentSpanId().isEmpty()
        && !spans.containsKey(ties.parentSpanId())
        && awaited.size() < MOST_SPANS) {
      awaited = with(awaited, ties.parentSpanId());
    }
    SessionId session = ties.session();
    if (session != null && sessions.size() < MOST_REQUESTS && !sessions.contains(session)) {
      sessions = with(sessions, session);
      keySource = ties.keySource();
      tells = true;
    }
    for (ToolRequest request : ties.requests()) {
      if (!request.callId().isEmpty() && requests.size() < MOST_REQUESTS) {
        requests = Pairs.with(requests, request.callId(), request);
      }
    }
    return tells;
  }

  /** A set of one takes next to nothing, and most are. */
  private static <T> Set<T> with(Set<T> set, T more) {
    if (set.isEmpty()) {
      return Set.of(more);
    }
    Set<T> grown = set.size() == 1 ? new HashSet<>(set) : set;
    grown.add(more);
    return grown;
  }

  private static <T> Set<T> without(Set<T> set, T gone) {
    if (set.size() == 1) {
      return Set.of();
    }
    set.remove(gone);
    return set.size() == 1 ? Set.copyOf(set) : set;
  }

  /** How many spans are in memory. */
  int size() {
    return spans.size();
  }

  void add(ToldStep step) {
    if (steps.size() < MOST_SPANS) {
      steps.put(step.spanId(), step);
    }
  }

  @Nullable ToldStep step(String spanId) {
    return steps.get(spanId);
  }

  void remove(ToldStep step) {
    steps.remove(step.spanId(), step);
  }

  Collection<ToldStep> steps() {
    return steps.values();
  }

  /** With what a model asked for this call, if it did within this trace. */
  Digest requested(String callId, String tool) {
    ToolRequest request = callId.isEmpty() ? null : requests.get(callId);
    return request == null || !ToolNames.same(request.tool(), tool)
        ? Digest.NONE
        : request.arguments();
  }

  /** True if nothing that could still come would tell more of this span's session. */
  boolean isSettled(SpanTies ties) {
    SpanTies at = ties;
    for (int i = 0; i < DEEPEST && at != null; i++) {
      if (at.session() != null || at.parentSpanId().isEmpty()) {
        return true;
      }
      at = spans.get(at.parentSpanId());
    }
    return false;
  }

  /**
   * How many spans up from a span another one is: 0 for itself, 1 for its parent.
   *
   * @return -1 if it is none of those around it, as far as is known
   */
  int distance(String fromSpan, String toSpan) {
    String at = fromSpan;
    for (int i = 0; i < DEEPEST && !at.isEmpty(); i++) {
      if (at.equals(toSpan)) {
        return i;
      }
      SpanTies ties = spans.get(at);
      at = ties == null ? "" : ties.parentSpanId();
    }
    return -1;
  }

  /** True if one of two spans lies within the other. */
  boolean related(String one, String other) {
    return distance(one, other) >= 0 || distance(other, one) >= 0;
  }

  /** What is known of a step's session with all that came so far. */
  SessionFacts facts(ToldStep step) {
    SessionFacts own = step.row().session();
    String agent = "";
    String version = "";
    SessionId session = null;
    SessionId root = null;
    String key = "";
    SpanTies at = step.ties();
    for (int i = 0; i < DEEPEST && at != null; i++) {
      if (agent.isEmpty() && !at.agent().isEmpty()) {
        agent = at.agent();
        version = at.agentVersion();
      }
      if (at.session() != null) {
        key = session == null ? at.keySource() : key;
        session = session == null ? at.session() : session;
        root = at.session();
      }
      at = at.parentSpanId().isEmpty() ? null : spans.get(at.parentSpanId());
    }
    if (session == null && sessions.size() == 1) {
      session = sessions.iterator().next();
      root = session;
      key = keySource;
    }
    SessionId id = session == null ? own.id() : session;
    return facts(
        own,
        id,
        root == null ? id : root,
        agent.isEmpty() ? own.agentName() : agent,
        agent.isEmpty() ? own.agentVersion() : version,
        key.isEmpty() ? own.keySource() : key);
  }

  private static SessionFacts facts(
      SessionFacts own,
      SessionId id,
      SessionId root,
      String agent,
      String version,
      String keySource) {
    return new SessionFacts(
        id,
        root,
        own.tenant(),
        own.environment(),
        own.floor(),
        own.kind(),
        own.principal(),
        agent,
        version,
        own.task(),
        keySource,
        own.startedAt(),
        own.risk(),
        own.ended());
  }
}
