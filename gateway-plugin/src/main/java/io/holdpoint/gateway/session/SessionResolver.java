// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session of a request: what the caller says of it subdivides its floor and never leaves
 * it. Safe for use by many threads.
 */
public final class SessionResolver {

  /** No connection of a client has this number. */
  private static final long NO_CONNECTION = -1;

  private final String environment;
  private final Duration idleGap;
  private final InstantSource clock;
  private final SessionEnd listener;
  private final KeyChooser keys;
  private final Lineage lineage = new Lineage();
  private final Map<FloorId, Floor> floors = new ConcurrentHashMap<>();

  /**
   * @param environment of all sessions
   * @param declarations sessions hosts declared
   * @param idleGap after which a silent session is over
   * @param listener is told of sessions that are over
   */
  public SessionResolver(
      String environment,
      SessionDeclarations declarations,
      Duration idleGap,
      InstantSource clock,
      SessionEnd listener) {
    this.environment = environment;
    this.idleGap = idleGap;
    this.clock = clock;
    this.listener = listener;
    this.keys = new KeyChooser(declarations, clock);
  }

  /** The session of a request. */
  public LiveSession resolve(
      Principal principal, String upstream, SessionHints hints, long connection) {
    Floor floor = floor(principal.floor());
    SessionId tree = lineage.rootOf(principal, KeyChooser.traceId(hints.traceparent()));
    LiveSession session =
        floor.resolve(
            keys.choose(principal, upstream, hints).within(tree),
            request(principal, upstream, hints, connection));
    report(floor);
    return session;
  }

  /** The session that a host attests. A sub-agent's has the root of its agent's. */
  public LiveSession attested(HostSession host) {
    LiveSession agent = host.agentId().isEmpty() ? null : attested(host.main());
    SessionId root = agent == null ? null : agent.session().root();
    Floor floor = floor(host.principal().floor());
    LiveSession session = floor.resolve(keys.attested(host, root), request(host));
    if (agent != null) {
      session.sharesTaintsWith(agent);
    }
    report(floor);
    return session;
  }

  /** A host says that a session is over; returns it with its sub-agents, as far as they live. */
  public List<LiveSession> closed(HostSession host) {
    Floor floor = floor(host.principal().floor());
    List<LiveSession> over = floor.closed(keys.attested(host, null), KeyChooser.beginOf(host));
    report(floor);
    return over;
  }

  /**
   * The session a client's first word belongs to: its own if the word names one, else one that only
   * serves to ask the gate.
   */
  public LiveSession resolveOpening(
      Principal principal, String upstream, SessionHints hints, long connection) {
    KeyChooser.Chosen chosen = keys.choose(principal, upstream, hints);
    if (chosen.isExplicit()) {
      return resolve(principal, upstream, hints, connection);
    }
    Floor.Request request = request(principal, upstream, hints, connection);
    return new LiveSession(floor(principal.floor()).passing(chosen, request));
  }

  /** A session that only serves to ask the gate, whether it has begun or not. */
  public Session asking(Principal principal, String upstream, SessionHints hints) {
    Floor.Request request = request(principal, upstream, hints, NO_CONNECTION);
    return floor(principal.floor()).passing(keys.choose(principal, upstream, hints), request);
  }

  /** An upstream answered a client's first word with a session id. */
  public void opened(
      Principal principal,
      String upstream,
      SessionHints hints,
      String mcpSessionId,
      long connection) {
    Floor floor = floor(principal.floor());
    floor.opened(
        KeyChooser.mcp(upstream, mcpSessionId),
        keys.choose(principal, upstream, hints),
        request(principal, upstream, hints, connection));
    report(floor);
  }

  /**
   * An upstream answered a client's first word without a session id: later requests will say no
   * word of the client.
   */
  public void openedWithoutId(Principal principal, SessionHints hints) {
    if (!hints.clientName().isEmpty()) {
      floor(principal.floor()).openedWithoutId(hints.clientName(), clock.instant());
    }
  }

  /**
   * What the client of a session may call itself: its own word, else the names of all clients of
   * the floor that later say nothing of themselves.
   */
  public Set<String> clientsOf(LiveSession session) {
    return session.client().isEmpty()
        ? floor(session.session().floor()).withoutId(clock.instant())
        : Set.of(session.client());
  }

  /** A client ended its protocol session. */
  public void closed(Principal principal, String upstream, String mcpSessionId) {
    Floor floor = floor(principal.floor());
    floor.closed(KeyChooser.mcp(upstream, mcpSessionId));
    report(floor);
  }

  /** A session over several upstreams is over. */
  public void closed(Principal principal, String federated) {
    closed(principal, KeyChooser.FEDERATED, federated);
  }

  /**
   * Notes a request of a session.
   *
   * @param call makes the digest of a judged call, where it is needed; null for any other request
   * @return the kill to inherit, if the session is a killed one of a shared principal come back
   */
  public Optional<Signal.Kill> called(
      LiveSession session, long connection, @Nullable Supplier<Digest> call) {
    return floor(session.session().floor()).called(session, connection, call, clock.instant());
  }

  /**
   * A session works in a trace: its client's, or the gateway's own of a call that leaves.
   *
   * @param traceparent W3C trace context, empty for none
   * @return sessions that a kill reaches, now that this is known; some may be killed already
   */
  public List<Heir> works(LiveSession session, Principal principal, String traceparent) {
    return lineage.works(session.session(), principal, KeyChooser.traceId(traceparent));
  }

  /** Sessions that a kill reaches because they work for the killed one, or it for them. */
  public List<Heir> heirsOf(Signal.Kill kill) {
    return lineage.killed(kill);
  }

  private void released(FloorId id, Floor floor, Predicate<Session> isKilled) {
    lineage.released(id);
    floor.released(isKilled);
    report(floor);
  }

  /** Takes in a signal that stands. */
  public void signalled(Signal signal, Predicate<Session> isKilled) {
    FloorId id = signal.header().target().floor();
    switch (signal) {
      case Signal.Kill kill -> floor(id).killed(kill);
      case Signal.Release release -> {
        Scope scope = release.header().scope();
        if (scope == Scope.PRINCIPAL || scope == Scope.ALL) {
          floors.forEach((other, floor) -> released(other, floor, isKilled));
        } else {
          released(id, floor(id), isKilled);
        }
      }
      case Signal.Pause pause -> {}
      case Signal.Restrict restrict -> {}
      case Signal.Resume resume -> {}
    }
  }

  /** Ends sessions that are silent for too long. Call it now and then. */
  public void endIdle() {
    Instant now = clock.instant();
    for (Floor floor : floors.values()) {
      floor.endIdle(now);
      report(floor);
    }
  }

  private Floor floor(FloorId id) {
    return floors.computeIfAbsent(id, f -> new Floor(f, environment, idleGap));
  }

  private Floor.Request request(
      Principal principal, String upstream, SessionHints hints, long connection) {
    return new Floor.Request(principal, upstream, hints, connection, clock.instant());
  }

  private Floor.Request request(HostSession host) {
    SessionHints hints = new SessionHints("", "", "", host.agent().name(), host.agent().version());
    return request(host.principal(), "", hints, NO_CONNECTION);
  }

  private void report(Floor floor) {
    for (Floor.Same same : floor.takeSame()) {
      listener.joined(same.first(), same.named(), clock.instant());
    }
    for (LiveSession over : floor.takeEnded()) {
      listener.ended(over.session(), over.risk(), clock.instant());
    }
  }
}
