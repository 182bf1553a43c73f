// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Loop;
import org.jspecify.annotations.Nullable;

/**
 * A request under way. Guarded by its conversation's lock.
 *
 * <p>Fields that never change: whose it is, the flow back to its caller, the id its caller chose,
 * the progress token its caller chose (both as JSON text, the token empty if there is none).
 */
final class Asked {

  private final BridgeSession session;
  private final Flow flow;
  private final String id;
  private final String token;
  private final String method;
  private final boolean modern;
  private final boolean takesStream;
  private Loop.@Nullable Timer timer;
  private boolean left;

  Asked(
      BridgeSession session,
      Flow flow,
      String id,
      String token,
      String method,
      boolean modern,
      boolean takesStream) {
    this.session = session;
    this.flow = flow;
    this.id = id;
    this.token = token;
    this.method = method;
    this.modern = modern;
    this.takesStream = takesStream;
  }

  BridgeSession session() {
    return session;
  }

  Flow flow() {
    return flow;
  }

  String id() {
    return id;
  }

  String token() {
    return token;
  }

  String method() {
    return method;
  }

  boolean isModern() {
    return modern;
  }

  /** True if messages may come before its answer. */
  boolean streams() {
    return takesStream && !left;
  }

  /** Nobody waits for the answer any more. */
  void leave() {
    left = true;
  }

  void timer(Loop.Timer running) {
    timer = running;
  }

  void stopTimer() {
    Loop.Timer running = timer;
    timer = null;
    if (running != null) {
      running.cancel();
    }
  }
}
