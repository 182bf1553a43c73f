// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.mcp.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for a person: costs a timer or three and no thread. A caller that takes
 * progress is told at once, and then every ten seconds, that its call still waits; comments keep
 * what stands between it and us from closing the stream.
 */
final class Waiting {

  private static final Duration PROGRESS = Duration.ofSeconds(10);
  private static final Duration COMMENT = Duration.ofSeconds(15);

  private final Caller caller;
  private final Runnable onExpiry;
  private Loop.@Nullable Timer expiry;
  private Loop.@Nullable Timer progress;
  private Loop.@Nullable Timer comment;
  private int told;
  private boolean expired;

  Waiting(Caller caller, Runnable onExpiry) {
    this.caller = caller;
    this.onExpiry = onExpiry;
  }

  /** Begins to wait; the limit runs from the first time on. */
  void begin(Duration limit) {
    if (expiry == null) {
      expiry = caller.loop().schedule(limit, this::expire);
      if (caller.exchange().can().canProgress()) {
        tell();
        comment = caller.loop().schedule(COMMENT, this::keepAlive);
      }
    }
  }

  void end() {
    cancel(expiry);
    cancel(progress);
    cancel(comment);
  }

  boolean isExpired() {
    return expired;
  }

  private void expire() {
    expired = true;
    onExpiry.run();
  }

  private void tell() {
    Responder responder = caller.responder();
    Answers.beginStream(responder);
    responder.write(Answers.event(caller.protocol().progress(caller.exchange(), ++told)));
    progress = caller.loop().schedule(PROGRESS, this::tell);
  }

  private void keepAlive() {
    caller.responder().write(Json.bytes(": waiting\n\n"));
    comment = caller.loop().schedule(COMMENT, this::keepAlive);
  }

  private static void cancel(Loop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
