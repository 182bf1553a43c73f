// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live sessions of one agent identity. Every method takes the floor's lock, shortly. */
final class Floor {

  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_NAMES = 32;

  private final FloorId id;
  private final String environment;
  private final Duration idleGap;
  private final Map<KeyChooser.Lookup, LiveSession> byKey = new LinkedHashMap<>();
  private final LinkedHashMap<SessionId, LiveSession> live = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<String, Instant> nameless = new LinkedHashMap<>(16, 0.75f, true);
  private final List<Rebirth> rebirths = new ArrayList<>();
  private final List<LiveSession> ended = new ArrayList<>();
  private final List<Same> same = new ArrayList<>();
  private final Set<SessionId> named = new HashSet<>();
  private @Nullable LiveSession latestMcp;

  Floor(FloorId id, String environment, Duration idleGap) {
    this.id = id;
    this.environment = environment;
    this.idleGap = idleGap;
  }

  /** A run that was known by its protocol session only, and the session it says it is. */
  record Same(Session first, Session named) {}

  /** What a request says of itself. */
  record Request(
      Principal principal, String upstream, SessionHints hints, long connection, Instant at) {}

  /** The session of a request; a new one if it begins one. */
  synchronized LiveSession resolve(KeyChooser.Chosen chosen, Request request) {
    LiveSession found = byKey.get(chosen.lookup());
    if (found != null && (isIdle(found, request.at()) || found.isAttestedOtherwise(chosen.key()))) {
      end(found);
      found = null;
    }
    LiveSession session = found != null ? found : begin(chosen, request);
    session.seen(request.at(), request.connection(), request.hints().clientName());
    live.get(session.session().id());
    if (chosen.isExplicit() && !request.hints().mcpSessionId().isEmpty()) {
      alias(KeyChooser.mcp(request.upstream(), request.hints().mcpSessionId()), session);
    }
    return session;
  }

  /** A session that nobody will find again: a request's before its session has a name. */
  Session passing(KeyChooser.Chosen chosen, Request request) {
    return newSession(chosen, request);
  }

  /** An upstream gave a protocol session a name, within {@code opener} if that has one already. */
  synchronized void opened(KeyChooser.Chosen mcp, KeyChooser.Chosen opener, Request request) {
    if (opener.isExplicit()) {
      alias(mcp, resolve(opener, request));
    } else {
      resolve(mcp, request);
    }
  }

  /** An upstream that gives out no session ids answered a client's first word. */
  synchronized void openedWithoutId(String client, Instant at) {
    nameless.put(client, at);
    if (nameless.size() > MOST_NAMES) {
      nameless.pollFirstEntry();
    }
  }

  /** The clients whose requests say neither who they are nor which session is theirs. */
  synchronized Set<String> withoutId(Instant now) {
    nameless.values().removeIf(at -> !now.isBefore(at.plus(idleGap)));
    return Set.copyOf(nameless.keySet());
  }

  /** A protocol session is over; the session is, when it was its last. */
  synchronized void closed(KeyChooser.Chosen mcp) {
    LiveSession session = byKey.remove(mcp.lookup());
    if (session != null) {
      session.lookups().remove(mcp.lookup());
      if (!session.hasMcpSession() && session.session().key().source() == KeySource.MCP_SESSION) {
        end(session);
      }
    }
  }

  /** A host says that a session of its own is over, with its sub-agents. */
  synchronized List<LiveSession> closed(KeyChooser.Chosen hosted, String subAgents) {
    List<LiveSession> over =
        live.values().stream()
            .filter(
                s ->
                    s.lookups().stream()
                        .anyMatch(
                            l ->
                                l.equals(hosted.lookup())
                                    || (l.source() == KeySource.HOST
                                        && l.scope().equals(hosted.scope())
                                        && l.value().startsWith(subAgents))))
            .toList();
    over.forEach(this::end);
    return over;
  }

  /** Notes a call of a session, and says whether the session is a killed one come back. */
  synchronized Optional<Signal.Kill> called(
      LiveSession session, long connection, @Nullable Supplier<Digest> call, Instant now) {
    if (call != null && session.isBeginning()) {
      session.called(call.get());
    }
    if (rebirths.isEmpty() || session.session().kind() == PrincipalKind.EXCLUSIVE) {
      return Optional.empty();
    }
    rebirths.removeIf(r -> r.isOver(now));
    return rebirths.stream()
        .filter(r -> r.isReborn(session, connection))
        .map(Rebirth::kill)
        .findFirst();
  }

  synchronized void killed(Signal.Kill kill) {
    LiveSession session = live.get(kill.header().target().session());
    if (session != null && session.session().kind() == PrincipalKind.SHARED) {
      rebirths.add(new Rebirth(kill, session.connections(), session.firstCalls()));
    }
  }

  /** New sessions may begin: what {@code isKilled} is not found again. */
  synchronized void released(Predicate<Session> isKilled) {
    rebirths.clear();
    List.copyOf(live.values()).stream().filter(s -> isKilled.test(s.session())).forEach(this::end);
  }

  synchronized void endIdle(Instant now) {
    while (!live.isEmpty()) {
      LiveSession oldest = live.firstEntry().getValue();
      if (!isIdle(oldest, now)) {
        return;
      }
      end(oldest);
    }
  }

  /** Sessions found to be one since the last call. */
  synchronized List<Same> takeSame() {
    if (same.isEmpty()) {
      return List.of();
    }
    List<Same> taken = List.copyOf(same);
    same.clear();
    return taken;
  }

  /** Sessions that ended since the last call. */
  synchronized List<LiveSession> takeEnded() {
    if (ended.isEmpty()) {
      return List.of();
    }
    List<LiveSession> taken = List.copyOf(ended);
    ended.clear();
    return taken;
  }

  private LiveSession begin(KeyChooser.Chosen chosen, Request request) {
    LiveSession joined = joinable(chosen, request);
    if (joined != null && !isIdle(joined, request.at())) {
      alias(chosen, joined);
      return joined;
    }
    Session session = newSession(chosen, request);
    LiveSession fresh = live.get(session.id());
    if (fresh == null) {
      fresh = new LiveSession(session);
      if (exclusive(request)) {
        replaceKeyless();
      }
      live.put(session.id(), fresh);
      if (live.size() > MOST_SESSIONS) {
        end(live.firstEntry().getValue());
      }
    }
    alias(chosen, fresh);
    if (chosen.key().source() == KeySource.MCP_SESSION) {
      latestMcp = fresh;
    }
    return fresh;
  }

  /**
   * On an exclusive floor one run speaks to several upstreams, each with an id of its own or none:
   * the newest run takes them in, until an upstream begins again.
   */
  private @Nullable LiveSession joinable(KeyChooser.Chosen chosen, Request request) {
    LiveSession latest = latestMcp;
    if (latest == null || !exclusive(request)) {
      return null;
    }
    return switch (chosen.key().source()) {
      case MCP_SESSION -> latest.hasMcpSessionOf(request.upstream()) ? null : latest;
      case FLOOR -> latest;
      case DECLARED, HOST, BAGGAGE, TRACE -> null;
    };
  }

  private void alias(KeyChooser.Chosen chosen, LiveSession session) {
    if (chosen.key().source() == KeySource.FLOOR && session == latestMcp) {
      return;
    }
    LiveSession known = byKey.putIfAbsent(chosen.lookup(), session);
    if (known == null) {
      session.lookups().add(chosen.lookup());
    } else if (known != session
        && known.session().key().source() == KeySource.MCP_SESSION
        && named.add(known.session().id())) {
      // Once only: a client that runs many sessions over one connection is not all of them.
      same.add(new Same(known.session(), session.session()));
    }
  }

  private void replaceKeyless() {
    LiveSession keyless = byKey.get(new KeyChooser.Lookup(KeySource.FLOOR, "", ""));
    if (keyless != null) {
      end(keyless);
    }
  }

  private void end(LiveSession session) {
    session.lookups().forEach(byKey::remove);
    live.remove(session.session().id());
    named.remove(session.session().id());
    if (session == latestMcp) {
      latestMcp = null;
    }
    ended.add(session);
  }

  private boolean isIdle(LiveSession session, Instant now) {
    return !now.isBefore(session.lastSeen().plus(idleGap));
  }

  private static boolean exclusive(Request request) {
    return request.principal().kind() == PrincipalKind.EXCLUSIVE;
  }

  private Session newSession(KeyChooser.Chosen chosen, Request request) {
    DeclaredSession declared = chosen.declared();
    SessionId sessionId = declared == null ? idOf(chosen, request) : declared.id();
    SessionId root = chosen.root();
    String elsewhere = declared == null ? "" : declared.declaration().environment();
    return new Session(
        sessionId,
        root == null ? sessionId : root,
        id,
        request.principal().identity(),
        request.principal().kind(),
        chosen.key(),
        claim(declared, request),
        declared == null || chosen.key().isWeak() ? "" : declared.task(),
        elsewhere.isEmpty() ? environment : elsewhere,
        request.at());
  }

  /**
   * A session without a key is told apart by its beginning; all others are named by their key, so
   * that a restarted gateway and a second one agree.
   */
  private SessionId idOf(KeyChooser.Chosen chosen, Request request) {
    SessionKey key = chosen.key();
    String distinct =
        key.source() == KeySource.FLOOR
            ? request.at().toString()
            : chosen.scope() + "/" + key.value();
    return new SessionId("s-" + Hashes.sha256Hex(24, id.value(), key.source().name(), distinct));
  }

  private static AgentClaim claim(@Nullable DeclaredSession declared, Request request) {
    if (declared != null && !declared.agent().name().isEmpty()) {
      return declared.agent();
    }
    SessionHints hints = request.hints();
    String registered = request.principal().agent();
    return new AgentClaim(
        registered.isEmpty() ? hints.clientName() : registered, hints.clientVersion());
  }
}
