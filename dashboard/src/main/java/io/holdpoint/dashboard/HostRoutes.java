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
 * @param signed what programs may call that sign what they say
 */
public record HostRoutes(
    Predicate<String> knows, List<HostRoute> routes, List<SignedRoute> signed) {

  /** No hosts. */
  public static final HostRoutes NONE = new HostRoutes(token -> false, List.of());

  /** Nobody signs anything. */
  public HostRoutes(Predicate<String> knows, List<HostRoute> routes) {
    this(knows, routes, List.of());
  }

  /** The same, and these. */
  public HostRoutes with(List<SignedRoute> others) {
    return new HostRoutes(knows, routes, others);
  }

  public HostRoutes {
    requireNonNull(knows, "knows");
    routes = List.copyOf(routes);
    signed = List.copyOf(signed);
  }
}
