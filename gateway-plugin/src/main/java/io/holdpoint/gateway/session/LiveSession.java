// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session that is going on, with what is known of it beyond its names. Its floor's lock guards
 * everything but the session itself and the risk.
 */
public final class LiveSession {

  static final int FIRST_CALLS = 8;
  private static final int CONNECTIONS = 16;

  private final Session session;
  private final Set<KeyChooser.Lookup> lookups = new HashSet<>();
  private final LinkedHashSet<Long> connections = new LinkedHashSet<>();
  private final List<Digest> firstCalls = new ArrayList<>();
  private Instant lastSeen;
  private volatile String client = "";
  private volatile AtomicInteger taints = new AtomicInteger();
  private volatile int risk;

  LiveSession(Session session) {
    this.session = session;
    this.lastSeen = session.startedAt();
  }

  /** The session. */
  public Session session() {
    return session;
  }

  /** The risk after its last step, 0 to 100. */
  public int risk() {
    return risk;
  }

  /** How many results brought it something that counts against it later. */
  public int taints() {
    return taints.get();
  }

  /** What counts against one of them counts against both. */
  void sharesTaintsWith(LiveSession other) {
    taints = other.taints;
  }

  /** Notes a result that counts against it later. */
  public void tainted() {
    taints.incrementAndGet();
  }

  /** Notes the risk after a step. */
  public void risk(int after) {
    this.risk = after;
  }

  /** What its client calls itself, empty if it never said. */
  public String client() {
    return client;
  }

  /** True if what named it is attested better or worse now than when it began. */
  boolean isAttestedOtherwise(SessionKey now) {
    SessionKey began = session.key();
    return now.source() == began.source() && now.grade() != began.grade();
  }

  Set<KeyChooser.Lookup> lookups() {
    return lookups;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  void seen(Instant at, long connection, String clientName) {
    lastSeen = at;
    if (!clientName.isEmpty()) {
      client = clientName;
    }
    if (connections.add(connection) && connections.size() > CONNECTIONS) {
      connections.removeFirst();
    }
  }

  Set<Long> connections() {
    return connections;
  }

  List<Digest> firstCalls() {
    return firstCalls;
  }

  /** True while its calls count for telling it apart. */
  boolean isBeginning() {
    return firstCalls.size() < FIRST_CALLS;
  }

  void called(Digest call) {
    firstCalls.add(call);
  }

  boolean hasMcpSessionOf(String upstream) {
    return lookups.stream()
        .anyMatch(
            l ->
                l.source() == io.holdpoint.model.identity.KeySource.MCP_SESSION
                    && l.scope().equals(upstream));
  }

  boolean hasMcpSession() {
    return lookups.stream()
        .anyMatch(l -> l.source() == io.holdpoint.model.identity.KeySource.MCP_SESSION);
  }
}
