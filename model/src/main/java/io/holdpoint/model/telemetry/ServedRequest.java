// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.telemetry;

import static java.util.Objects.requireNonNull;

/**
 * A request that one of our own listeners answered, for own metrics. Nothing in it comes from the
 * sender but what the listener knows by name, so there are never many kinds of it.
 *
 * @param protocol how it came
 * @param method of HTTP in capitals, of gRPC with its service ({@code pkg.Service/Method}); {@link
 *     #OTHER} for what is no known one
 * @param route the template of the path that served it, empty if none did or it came over gRPC
 * @param status number or, over gRPC, name of the status
 * @param failed true if that status means that we failed
 * @param nanos how long it took
 */
public record ServedRequest(
    Protocol protocol, String method, String route, String status, boolean failed, long nanos) {

  /** In place of a name that is not known. */
  public static final String OTHER = "_OTHER";

  /** How a request came. */
  public enum Protocol {
    HTTP,
    HTTPS,
    GRPC
  }

  public ServedRequest {
    requireNonNull(protocol, "protocol");
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(status, "status");
  }
}
