// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.source.Source;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that senders mean by their keys; no other sender can name them. Those named last are
 * remembered. For one thread.
 */
final class SessionNames {

  static final String BY_CONVERSATION = "conversation";
  static final String BY_SESSION = "session";
  static final String BY_TRACE = "trace";

  private static final int PLACES = 1024;

  private record Known(Source source, String keySource, String key, SessionId id) {
    boolean is(Source itsSource, String itsKeySource, String itsKey) {
      return key.equals(itsKey) && keySource.equals(itsKeySource) && source.equals(itsSource);
    }
  }

  private final @Nullable Known[] places = new @Nullable Known[PLACES];

  /** By which key an item names its session. */
  static String keySource(String conversation, String session) {
    return !conversation.isEmpty() ? BY_CONVERSATION : !session.isEmpty() ? BY_SESSION : BY_TRACE;
  }

  /** The session a sender means by this key. */
  SessionId id(Source source, String keySource, String key) {
    int hash = key.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Known known = places[place];
    if (known == null || !known.is(source, keySource, key)) {
      SessionId id =
          new SessionId(
              "s-"
                  + Hashes.sha256Hex(
                      24, "telemetry", source.tenant(), source.name(), keySource, key));
      known = new Known(source, keySource, key, id);
      places[place] = known;
    }
    return known.id;
  }
}
