// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamFailure;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A credential of its own for each principal and token: what one token was good for is never shown
 * for another. Those last used longest ago are forgotten first.
 */
final class PerToken implements CredentialSource {

  /** How many are known at once. */
  static final int MOST = 1000;

  private final String upstream;
  private final Issuance issuance;
  private final InstantSource clock;
  private final LinkedHashMap<Requester, Renewed> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param upstream its name, for logs
   */
  PerToken(String upstream, Issuance issuance, InstantSource clock) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.issuance = requireNonNull(issuance, "issuance");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Choice of(Requester requester) {
    UpstreamFailure objection = issuance.objection(requester);
    return objection == null ? new Choice.Show(renewed(requester)) : new Choice.Refuse(objection);
  }

  /** Nobody calls any more, so there is no token: one that is still good is taken. */
  @Override
  public synchronized Choice farewell(String owner) {
    for (Map.Entry<Requester, Renewed> entry : known.entrySet()) {
      if (entry.getKey().owner().equals(owner) && entry.getValue().ready() != null) {
        return new Choice.Show(entry.getValue());
      }
    }
    return of(Requester.of(owner));
  }

  @Override
  public void close() {
    issuance.close();
  }

  /** Without a token there is one for all who have none. */
  private synchronized Renewed renewed(Requester requester) {
    String owner = requester.token().isEmpty() ? "" : requester.owner();
    Requester key = new Requester(owner, requester.token(), "", false);
    Renewed have = known.get(key);
    if (have == null) {
      known.values().removeIf(Renewed::isIdle);
      have = new Renewed(upstream, issuance.header(), issuance.origin(key), clock);
      known.put(key, have);
      if (known.size() > MOST) {
        known.pollFirstEntry();
      }
    }
    return have;
  }
}
