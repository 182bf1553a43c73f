// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Predicate;

/**
 * What hosts of agents may call.
 *
 * @param knows true for the token of a host
 * @param routes all of them
 */
public record HostRoutes(Predicate<String> knows, List<HostRoute> routes) {

  /** No hosts. */
  public static final HostRoutes NONE = new HostRoutes(token -> false, List.of());

  public HostRoutes {
    requireNonNull(knows, "knows");
    routes = List.copyOf(routes);
  }
}
