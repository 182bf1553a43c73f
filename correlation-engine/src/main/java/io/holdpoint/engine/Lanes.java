// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.state.Homes;
import io.holdpoint.engine.state.Turn;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of all shards, and which session is at home in which of them. Filled before the first
 * session; safe for use by many threads afterwards.
 */
final class Lanes implements Homes, AutoCloseable {
  private final List<Shard> shards = new ArrayList<>();
  private final ConcurrentMap<SessionId, Lane> homes = new ConcurrentHashMap<>();
  private final EarlyWords early = new EarlyWords();

  /** Rules and sessions of their own, and the lanes that share them. */
  private record Shard(ShardRuntime runtime, List<Lane> lanes) {}

  /** Before the first session: one more shard. */
  void add(ShardRuntime runtime, List<Lane> lanes) {
    shards.add(new Shard(runtime, List.copyOf(lanes)));
  }

  /** Where a session is judged; what was said before its first call is there by then. */
  Lane of(Session session) {
    Lane known = homes.get(session.id());
    return known != null ? known : homes.computeIfAbsent(session.id(), id -> newHome(session));
  }

  /** The same if it made a call, else null. */
  @Nullable Lane known(SessionId session) {
    return homes.get(session);
  }

  /** Where an observation of a session is judged that has made no call; its words are kept. */
  Lane stray(Step.Observed observation, String text) {
    if (!text.isEmpty()) {
      early.keep(new Told(observation, text));
    }
    int hash = observation.session().hashCode();
    return lane(hash, hash);
  }

  @Override
  public Turn turnOf(Session session) {
    return homes.getOrDefault(session.id(), laneOf(session));
  }

  @Override
  public void takenIn(Session session) {
    homes.putIfAbsent(session.id(), laneOf(session));
  }

  @Override
  public void forgotten(SessionId session) {
    homes.remove(session);
  }

  @Override
  public void close() {
    shards.forEach(shard -> shard.runtime().close());
  }

  private Lane newHome(Session session) {
    Lane home = laneOf(session);
    home.told(session.id(), early.take(session.id()));
    return home;
  }

  private Lane laneOf(Session session) {
    int floor = session.floor().hashCode();
    int id = session.id().hashCode();
    if (!session.key().isWeak()) {
      return lane(31 * floor + id, id);
    }
    return lane(floor, session.kind() == PrincipalKind.EXCLUSIVE ? floor : id);
  }

  private Lane lane(int shardHash, int laneHash) {
    List<Lane> lanes =
        shards.get(Math.floorMod(shardHash ^ (shardHash >>> 16), shards.size())).lanes();
    return lanes.get(Math.floorMod((0x9E3779B9 * laneHash) >>> 12, lanes.size()));
  }
}
