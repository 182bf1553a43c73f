// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.Insights;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who answers for which principal, as configured beside the credentials, and who is behind a
 * session that is judged here.
 *
 * @param owners by principal
 * @param live the sessions that are held
 */
record KnownOwners(Map<String, String> owners, Function<SessionId, Optional<Session>> live)
    implements Insights {

  KnownOwners {
    owners = Map.copyOf(owners);
  }

  @Override
  public Optional<String> owner(String principal) {
    return Optional.ofNullable(owners.get(principal));
  }

  @Override
  public Optional<Session> session(SessionId id) {
    return live.apply(id);
  }
}
