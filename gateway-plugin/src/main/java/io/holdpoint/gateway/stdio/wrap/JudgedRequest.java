// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.legacy.StdioMessages;
import io.holdpoint.gateway.stdio.link.AwayMode;
import io.holdpoint.gateway.stdio.link.AwayModes;

/** A request that is not relayed by itself, until it is answered. Guarded by its relay's lock. */
final class JudgedRequest {

  private final RpcMessage message;
  private final byte[] line;
  private boolean offered;
  private boolean sent;
  private boolean unjudged;
  private boolean returned;
  private boolean answered;
  private long heldSince;

  JudgedRequest(RpcMessage message, byte[] line) {
    this.message = message;
    this.line = line;
  }

  RpcMessage message() {
    return message;
  }

  byte[] line() {
    return line;
  }

  /** What happens to it while nobody can judge it. */
  AwayMode mode(AwayModes tools) {
    // All else that is judged reads what the server offers.
    return StdioMessages.isToolCall(message)
        ? tools.of(message.params().text("name"))
        : AwayMode.OPEN;
  }

  /** The daemon has it, or will get it. */
  boolean isOffered() {
    return offered;
  }

  void offered(boolean is) {
    offered = is;
  }

  /** The server has it. */
  boolean isSent() {
    return sent;
  }

  void sent() {
    sent = true;
  }

  /** Nobody judged it, or will judge its result. */
  boolean isUnjudged() {
    return unjudged;
  }

  void unjudged() {
    unjudged = true;
  }

  /** Its server answered, and the daemon has the answer. */
  boolean isReturned() {
    return returned;
  }

  void returned() {
    returned = true;
  }

  /** Its client was told something else than what its server will answer. */
  boolean isAnswered() {
    return answered;
  }

  void answered() {
    answered = true;
  }

  /** Since when it waits for the daemon, by {@link System#nanoTime}; 0 if it does not. */
  long heldSince() {
    return heldSince;
  }

  void heldSince(long nanos) {
    heldSince = nanos;
  }
}
