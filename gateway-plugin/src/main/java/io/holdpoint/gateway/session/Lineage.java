// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions work for one another. Sessions of one principal (tenant, issuer, subject) that
 * work in one trace are kin: the trace of a call goes to its server, and comes back with what that
 * server's agent calls. Who acts for others says so in its token ({@code act}), which its issuer
 * signed. Kin is only ever joined, never parted, and a trace means nothing to another principal: so
 * evidence in any order ends in the same kills, and a forged trace reaches its own principal only.
 * Safe for use by many threads.
 */
final class Lineage {

  private static final int MOST = 16_384;

  private final LinkedHashMap<Trace, Kin> byTrace = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Trace, Kin> latched = new HashMap<>();
  private final Map<SessionId, Kin> bySession = new HashMap<>();
  private final Map<SessionId, Signal.Kill> killed = new HashMap<>();
  private final Map<FloorId, Chain> chains = new HashMap<>();
  private final LinkedHashMap<SessionId, Session> acting = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Chain, Signal.Kill> killedChains = new HashMap<>();

  /** Whose name is used. */
  private record Who(String tenant, String issuer, String subject) {
    static Who of(Principal principal) {
      AgentIdentity identity = principal.identity();
      return new Who(identity.tenant(), identity.issuer(), identity.subject());
    }
  }

  private record Trace(Who who, String id) {}

  /** Who acts for whom, the current one first; nobody but the subject itself where it is empty. */
  private record Chain(Who who, List<AgentIdentity> actors) {

    /** True if this one acts, through others, for that one. */
    boolean actsFor(Chain other) {
      int more = actors.size() - other.actors.size();
      return more > 0
          && who.equals(other.who)
          && actors.subList(more, actors.size()).equals(other.actors);
    }
  }

  /** Sessions that are each other's kin. */
  private static final class Kin {
    private final Map<SessionId, Session> members = new LinkedHashMap<>();
    private int traces;
    private Signal.@Nullable Kill kill;
  }

  /**
   * A session works in a trace.
   *
   * @param traceId 32 hexadecimal digits, empty for none
   * @return what a kill of others reaches by that, possibly this session; killed or not
   */
  synchronized List<Heir> works(Session session, Principal principal, String traceId) {
    List<Heir> heirs = new ArrayList<>(0);
    acts(session, principal, heirs);
    if (!traceId.isEmpty()) {
      Kin kin = joined(session, new Trace(Who.of(principal), traceId));
      Signal.Kill kill = kin.kill;
      if (kill != null) {
        kin.members.values().forEach(member -> heirs.add(new Heir(member, kill)));
      }
    }
    return heirs;
  }

  /** The root of those who work in a trace already; null for none. */
  synchronized @Nullable SessionId rootOf(Principal principal, String traceId) {
    Kin kin = traceId.isEmpty() ? null : kin(new Trace(Who.of(principal), traceId));
    return kin == null ? null : kin.members.values().iterator().next().root();
  }

  /** What a kill reaches beyond its session, its tree and its floor. */
  synchronized List<Heir> killed(Signal.Kill kill) {
    List<Heir> heirs = new ArrayList<>();
    SessionId target = kill.header().target().session();
    killed.putIfAbsent(target, kill);
    Kin kin = bySession.get(target);
    if (kin != null && kin.kill == null) {
      kin.kill = kill;
      for (Session member : kin.members.values()) {
        if (!member.id().equals(target)) {
          heirs.add(new Heir(member, kill));
        }
      }
    }
    Chain chain = chains.get(kill.header().target().floor());
    if (chain != null && kill.header().target().kind() == PrincipalKind.EXCLUSIVE) {
      killedChains.put(chain, kill);
      for (Session session : acting.values()) {
        Chain its = chains.get(session.floor());
        if (its != null && its.actsFor(chain)) {
          heirs.add(new Heir(session, kill));
        }
      }
    }
    return heirs;
  }

  /** What was killed on a floor no longer reaches anybody new. */
  synchronized void released(FloorId floor) {
    bySession.values().forEach(kin -> kin.kill = isOf(kin.kill, floor) ? null : kin.kill);
    latched.values().removeIf(kin -> kin.kill == null);
    killed.values().removeIf(kill -> isOf(kill, floor));
    killedChains.values().removeIf(kill -> isOf(kill, floor));
  }

  private static boolean isOf(Signal.@Nullable Kill kill, FloorId floor) {
    return kill != null && kill.header().target().floor().equals(floor);
  }

  private void acts(Session session, Principal principal, List<Heir> heirs) {
    TokenClaims claims = principal.claims();
    List<AgentIdentity> actors = claims == null ? List.of() : claims.actors();
    // Whoever acts for a subject does not act for every client of it.
    if (actors.isEmpty() && principal.identity().clientId() != null) {
      return;
    }
    Chain chain = new Chain(Who.of(principal), actors);
    chains.put(principal.floor(), chain);
    if (actors.isEmpty()) {
      return;
    }
    acting.put(session.id(), session);
    if (acting.size() > MOST) {
      acting.pollFirstEntry();
    }
    killedChains.forEach(
        (other, kill) -> {
          if (chain.actsFor(other)) {
            heirs.add(new Heir(session, kill));
          }
        });
  }

  private Kin joined(Session session, Trace trace) {
    Kin there = kin(trace);
    Kin own = bySession.get(session.id());
    Kin kin = there == null ? own : there;
    if (kin == null) {
      kin = new Kin();
    } else if (own != null && own != kin) {
      kin = merged(kin, own);
    }
    if (there == null) {
      kin.traces++;
      byTrace.put(trace, kin);
      evict();
    }
    kin.members.put(session.id(), session);
    bySession.put(session.id(), kin);
    kin.kill = kin.kill == null ? killed.get(session.id()) : kin.kill;
    return kin;
  }

  private @Nullable Kin kin(Trace trace) {
    Kin kin = byTrace.get(trace);
    return kin == null ? latched.get(trace) : kin;
  }

  private Kin merged(Kin one, Kin other) {
    boolean larger = one.members.size() >= other.members.size();
    Kin into = larger ? one : other;
    Kin from = larger ? other : one;
    into.members.putAll(from.members);
    into.traces += from.traces;
    into.kill = into.kill == null ? from.kill : into.kill;
    from.members.keySet().forEach(id -> bySession.put(id, into));
    byTrace.replaceAll((trace, kin) -> kin == from ? into : kin);
    latched.replaceAll((trace, kin) -> kin == from ? into : kin);
    return into;
  }

  /** What was killed is never forgotten for want of room. */
  private void evict() {
    if (byTrace.size() <= MOST) {
      return;
    }
    Map.Entry<Trace, Kin> oldest = byTrace.pollFirstEntry();
    Kin kin = oldest.getValue();
    if (kin.kill != null) {
      latched.put(oldest.getKey(), kin);
    } else if (--kin.traces == 0) {
      kin.members.keySet().forEach(bySession::remove);
    }
  }
}
