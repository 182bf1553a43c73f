// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client's protocol session over several upstreams: what it said first, the session it has at
 * each, and what is open in between. Safe for use by many threads.
 */
final class FederatedSession {

  private static final int MOST_OPEN = 4096;

  private final String id;
  private final Principal principal;
  private final RpcMessage opening;
  private final byte[] openingBody;
  private final Map<String, Leg> legs = new LinkedHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private final Map<String, Ask> asks = new Bounded<>();
  private final Map<String, String> underWay = new Bounded<>();
  private final AtomicReference<@Nullable MergedStream> listening = new AtomicReference<>();
  private volatile boolean ready;
  private volatile long lastSeen;

  FederatedSession(
      String id,
      Principal principal,
      List<String> upstreams,
      RpcMessage opening,
      byte[] openingBody,
      long now) {
    this.id = id;
    this.principal = principal;
    this.opening = opening;
    this.openingBody = openingBody;
    this.lastSeen = now;
    upstreams.forEach(upstream -> legs.put(upstream, new Leg(upstream)));
  }

  /** What a server asked: which, and under which id, as JSON text. */
  record Ask(String upstream, String id) {}

  /** A table that forgets its oldest entry when it is full. */
  private static final class Bounded<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST_OPEN;
    }
  }

  String id() {
    return id;
  }

  Principal principal() {
    return principal;
  }

  /** The client's first word. */
  RpcMessage opening() {
    return opening;
  }

  byte[] openingBody() {
    return openingBody;
  }

  Leg leg(String upstream) {
    Leg leg = legs.get(upstream);
    if (leg == null) {
      throw new IllegalArgumentException("upstream: got " + upstream + " (expected: one of ours)");
    }
    return leg;
  }

  Iterable<Leg> legs() {
    return legs.values();
  }

  /** True once the client said that it is ready. */
  boolean isReady() {
    return ready;
  }

  void ready() {
    ready = true;
  }

  long lastSeen() {
    return lastSeen;
  }

  void seen(long now) {
    lastSeen = now;
  }

  /** The stream the client listens to, or null. */
  @Nullable MergedStream listening() {
    return listening.get();
  }

  void listens(MergedStream stream) {
    listening.set(stream);
  }

  void listensNoMore(MergedStream stream) {
    listening.compareAndSet(stream, null);
  }

  /** The id, as JSON text, under which the client reads what a server asks. */
  String asked(String upstream, String ownId) {
    String outer = Json.quote("hp-" + upstream + "-" + asked.incrementAndGet());
    synchronized (asks) {
      asks.put(outer, new Ask(upstream, ownId));
    }
    return outer;
  }

  /** The id the client knows a question by, or null. */
  @Nullable String askedAs(String upstream, String ownId) {
    Ask wanted = new Ask(upstream, ownId);
    synchronized (asks) {
      for (Map.Entry<String, Ask> ask : asks.entrySet()) {
        if (ask.getValue().equals(wanted)) {
          return ask.getKey();
        }
      }
    }
    return null;
  }

  /** Takes out what an answer of the client belongs to, or null. */
  @Nullable Ask answered(String outerId) {
    synchronized (asks) {
      return asks.remove(outerId);
    }
  }

  /** Notes where a request of the client went. */
  void sent(String requestId, String upstream) {
    synchronized (underWay) {
      underWay.put(requestId, upstream);
    }
  }

  /** The request is over. */
  void over(String requestId) {
    synchronized (underWay) {
      underWay.remove(requestId);
    }
  }

  /** The upstream a request under way went to, or null. */
  @Nullable String sentTo(String requestId) {
    synchronized (underWay) {
      return underWay.get(requestId);
    }
  }
}
