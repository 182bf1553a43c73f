// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.Insights;
import java.util.Map;
import java.util.Optional;

/**
 * Who answers for which principal, as configured beside the credentials.
 *
 * @param owners by principal
 */
record KnownOwners(Map<String, String> owners) implements Insights {

  KnownOwners {
    owners = Map.copyOf(owners);
  }

  @Override
  public Optional<String> owner(String principal) {
    return Optional.ofNullable(owners.get(principal));
  }
}
