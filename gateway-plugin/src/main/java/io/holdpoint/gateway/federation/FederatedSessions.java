// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions of the federated endpoint. Bounded; safe for use by many threads. */
final class FederatedSessions {

  private static final int MOST = 10_000;
  private static final int ID_BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final LinkedHashMap<String, FederatedSession> byId = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A new session. Its id has 192 random bits.
   *
   * @param evicted takes the session that had to go for it, if any
   */
  FederatedSession open(
      Principal principal,
      List<String> upstreams,
      RpcMessage opening,
      byte[] body,
      long now,
      java.util.function.Consumer<FederatedSession> evicted) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = "hp-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    FederatedSession session = new FederatedSession(id, principal, upstreams, opening, body, now);
    FederatedSession oldest = null;
    synchronized (byId) {
      byId.put(id, session);
      if (byId.size() > MOST) {
        oldest = byId.pollFirstEntry().getValue();
      }
    }
    if (oldest != null) {
      evicted.accept(oldest);
    }
    return session;
  }

  /** The session of a caller, or null: another caller's session is not there for it. */
  @Nullable FederatedSession find(String id, Principal principal, long now) {
    synchronized (byId) {
      FederatedSession session = byId.get(id);
      if (session == null || !session.principal().equals(principal)) {
        return null;
      }
      session.seen(now);
      return session;
    }
  }

  void remove(FederatedSession session) {
    synchronized (byId) {
      byId.remove(session.id());
    }
  }

  /** Takes out the sessions that nobody used for longer than {@code nanos}. */
  List<FederatedSession> takeIdle(long now, long nanos) {
    List<FederatedSession> idle = new ArrayList<>();
    synchronized (byId) {
      byId.values()
          .removeIf(
              session -> {
                boolean over = now - session.lastSeen() > nanos && session.listening() == null;
                if (over) {
                  idle.add(session);
                }
                return over;
              });
    }
    return idle;
  }

  int size() {
    synchronized (byId) {
      return byId.size();
    }
  }
}
