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
 * @param returned what it brings back of an earlier answer
 */
public record Exchange(
    Era era,
    Subject subject,
    String method,
    String id,
    String protocolVersion,
    SessionHints hints,
    Capabilities can,
    Returned returned) {

  public Exchange {
    requireNonNull(era, "era");
    requireNonNull(subject, "subject");
    requireNonNull(method, "method");
    requireNonNull(id, "id");
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(hints, "hints");
    requireNonNull(can, "can");
    requireNonNull(returned, "returned");
  }

  /** A request that brings nothing back. */
  public Exchange(
      Era era,
      Subject subject,
      String method,
      String id,
      String protocolVersion,
      SessionHints hints,
      Capabilities can) {
    this(era, subject, method, id, protocolVersion, hints, can, Returned.NOTHING);
  }

  /** The same, its caller being kept waiting in another way. */
  public Exchange with(HoldWay way) {
    return new Exchange(era, subject, method, id, protocolVersion, hints, can.with(way), returned);
  }

  /** The same, about something else. */
  public Exchange about(Subject other) {
    return new Exchange(era, other, method, id, protocolVersion, hints, can, returned);
  }

  /** The same, its caller being kept waiting while the request is open. */
  public Exchange waitingInPlace() {
    return new Exchange(
        era, subject, method, id, protocolVersion, hints, can.waitingInPlace(), returned);
  }

  /** The same as a part of a session over several upstreams; empty for none. */
  public Exchange within(String session) {
    return session.isEmpty()
        ? this
        : new Exchange(
            era, subject, method, id, protocolVersion, hints.within(session), can, returned);
  }

  /** True if the caller waits for a JSON-RPC response. */
  public boolean wantsAnswer() {
    return !id.isEmpty();
  }
}
