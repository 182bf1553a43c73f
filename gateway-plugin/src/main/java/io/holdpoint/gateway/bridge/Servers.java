// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Loop;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a bridge and the servers behind them. A session is found by its id and its owner:
 * an id alone opens nothing. Safe for use by many threads.
 */
final class Servers {

  private static final int ID_BYTES = 24;
  private static final int MOST_SESSIONS = 4096;

  private final String name;
  private final Pipe.Source source;
  private final BridgeLimits limits;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, BridgeSession> sessions = new LinkedHashMap<>();
  private final Map<String, BridgeSession> stateless = new LinkedHashMap<>();
  private final List<Conversation> running = new ArrayList<>();
  private @Nullable Conversation common;
  private boolean closed;

  Servers(String name, Pipe.Source source, BridgeLimits limits) {
    this.name = name;
    this.source = source;
    this.limits = limits;
  }

  /** A session by its id, or null if there is none or it is another's. */
  synchronized @Nullable BridgeSession find(String id, String owner) {
    BridgeSession session = sessions.get(id);
    return session != null && session.owner().equals(owner) ? session : null;
  }

  /** A new session, or null if there is no room for one. */
  @Nullable BridgeSession open(String owner, Loop loop) {
    Conversation begun;
    BridgeSession session;
    synchronized (this) {
      Conversation conversation = limits.shared() ? common : null;
      begun = conversation == null ? begin(loop) : null;
      conversation = conversation == null ? begun : conversation;
      if (conversation == null || sessions.size() >= MOST_SESSIONS) {
        return null;
      }
      if (limits.shared()) {
        common = conversation;
      }
      session = new BridgeSession(newId(), owner, conversation, System.nanoTime());
      sessions.put(session.id(), session);
      conversation.add(session);
    }
    start(begun);
    return session;
  }

  /** The stateless requests of an owner, or null if there is no room for a server. */
  @Nullable BridgeSession stateless(String owner, Loop loop) {
    Conversation begun;
    BridgeSession session;
    synchronized (this) {
      String key = limits.shared() ? "" : owner;
      BridgeSession found = stateless.get(key);
      if (found != null) {
        return found;
      }
      begun = begin(loop);
      if (begun == null) {
        return null;
      }
      session = new BridgeSession("", key, begun, System.nanoTime());
      stateless.put(key, session);
      begun.add(session);
    }
    start(begun);
    return session;
  }

  /** Ends a session; a server nobody else has ends with it. */
  void end(BridgeSession session, Loop loop) {
    Conversation conversation = session.conversation();
    boolean last;
    synchronized (this) {
      sessions.remove(session.id(), session);
      stateless.remove(session.owner(), session);
      last = !limits.shared();
    }
    conversation.remove(session);
    if (last) {
      conversation.end(loop);
    }
  }

  /** Every session of an owner. */
  synchronized List<BridgeSession> of(String owner) {
    List<BridgeSession> all = new ArrayList<>(sessions.values());
    all.addAll(stateless.values());
    all.removeIf(session -> !session.owner().equals(owner));
    return all;
  }

  /** Ends what nobody used for long. */
  void endIdle(Loop loop) {
    long now = System.nanoTime();
    List<BridgeSession> idle;
    synchronized (this) {
      idle = new ArrayList<>(sessions.values());
      idle.addAll(stateless.values());
    }
    idle.removeIf(
        s -> now - s.usedNanos() < limits.idle().toNanos() || !s.conversation().isQuiet());
    idle.forEach(session -> end(session, loop));
    endUnused();
  }

  void close() {
    List<Conversation> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
    }
    left.forEach(Conversation::endNow);
    source.close();
  }

  /** A shared server without a session left. */
  private void endUnused() {
    Conversation unused = null;
    synchronized (this) {
      if (common != null && sessions.isEmpty()) {
        unused = common;
        common = null;
      }
    }
    if (unused != null) {
      unused.endNow();
    }
  }

  private @Nullable Conversation begin(Loop loop) {
    if (closed || (running.size() >= limits.maxServers() && !makeRoom(loop))) {
      return null;
    }
    Conversation[] own = new Conversation[1];
    Conversation conversation = new Conversation(limits, () -> over(own[0]));
    own[0] = conversation;
    running.add(conversation);
    return conversation;
  }

  private void start(@Nullable Conversation begun) {
    if (begun != null) {
      source.open(new Ear(name, begun), begun::opened);
    }
  }

  /** Ends the session that was silent for longest, if nothing of it is under way. */
  private boolean makeRoom(Loop loop) {
    List<BridgeSession> all = new ArrayList<>(sessions.values());
    all.addAll(stateless.values());
    BridgeSession oldest =
        all.stream()
            .filter(s -> s.conversation().isQuiet())
            .min(Comparator.comparingLong(BridgeSession::usedNanos))
            .orElse(null);
    if (oldest == null) {
      return false;
    }
    running.remove(oldest.conversation());
    end(oldest, loop);
    return true;
  }

  private synchronized void over(Conversation conversation) {
    running.remove(conversation);
    if (Objects.equals(common, conversation)) {
      common = null;
    }
    sessions.values().removeIf(s -> s.conversation() == conversation);
    stateless.values().removeIf(s -> s.conversation() == conversation);
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
