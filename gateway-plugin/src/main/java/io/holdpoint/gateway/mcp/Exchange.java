// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

/**
 * One request of a caller, in words that are the same for both eras.
 *
 * @param era whose shape it has
 * @param subject what it is about
 * @param method the protocol's word for it
 * @param id as JSON text, empty if nobody waits for an answer
 * @param protocolVersion the revision the caller speaks, empty if it does not say
 * @param hints what it says of its session
 * @param can what may be done while it is under way
 */
public record Exchange(
    Era era,
    Subject subject,
    String method,
    String id,
    String protocolVersion,
    SessionHints hints,
    Capabilities can) {

  public Exchange {
    requireNonNull(era, "era");
    requireNonNull(subject, "subject");
    requireNonNull(method, "method");
    requireNonNull(id, "id");
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(hints, "hints");
    requireNonNull(can, "can");
  }

  /** The same as a part of a session over several upstreams; empty for none. */
  public Exchange within(String session) {
    return session.isEmpty()
        ? this
        : new Exchange(era, subject, method, id, protocolVersion, hints.within(session), can);
  }

  /** True if the caller waits for a JSON-RPC response. */
  public boolean wantsAnswer() {
    return !id.isEmpty();
  }
}
