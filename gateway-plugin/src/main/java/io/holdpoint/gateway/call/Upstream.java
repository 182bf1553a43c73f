// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.upstream.UpstreamTransport;

/**
 * A server the operator put behind the gateway.
 *
 * @param name how it is named in paths, rules and pages
 * @param transport the way to it
 */
public record Upstream(String name, UpstreamTransport transport) {

  public Upstream {
    requireNonNull(name, "name");
    requireNonNull(transport, "transport");
  }
}
