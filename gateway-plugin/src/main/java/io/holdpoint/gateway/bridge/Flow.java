// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.mcp.Json;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to one caller: a plain answer, or a stream once something comes before it. What
 * its caller does not take in waits here and counts as backlog. Its state belongs to its loop; the
 * methods that give it something may be called on any thread, in order.
 */
final class Flow implements UpstreamCall {

  private final Loop loop;
  private final UpstreamListener listener;
  private final Backlog backlog;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private @Nullable Runnable onCancel;
  private boolean begun;
  private boolean reading = true;
  private boolean ends;
  private boolean done;

  /**
   * @param backlog where to count what waits; null for a count of its own, above which the flow is
   *     cut because others would have to wait for its caller
   */
  Flow(Loop loop, UpstreamListener listener, @Nullable Backlog backlog) {
    this.loop = loop;
    this.listener = listener;
    this.backlog = backlog != null ? backlog : new Backlog(this::cutIfSlow);
  }

  Loop loop() {
    return loop;
  }

  /** What to do if the caller leaves; on the loop. */
  void onCancel(Runnable then) {
    onCancel = then;
  }

  /** The last look before the first byte leaves; on the loop. */
  boolean readyToSend() {
    if (!done && !listener.readyToSend()) {
      done = true;
    }
    return !done;
  }

  /** Begins a stream before there is anything to say. */
  void begin() {
    loop.execute(this::beginNow);
  }

  /** A message that comes before the answer. */
  void event(byte[] message) {
    byte[] event = Words.event(message);
    backlog.add(event.length);
    loop.execute(
        () -> {
          beginNow();
          give(event);
        });
  }

  /** The answer: the whole of it, or a stream's last event. */
  void answer(int status, Headers headers, byte[] message) {
    backlog.add(message.length);
    loop.execute(
        () -> {
          backlog.remove(message.length);
          if (done) {
            return;
          }
          if (begun) {
            byte[] event = Words.event(message);
            backlog.add(event.length);
            give(event);
            endNow();
          } else {
            done = true;
            listener.head(status, headers);
            listener.data(message);
            listener.end();
          }
        });
  }

  /** An answer of the bridge's own: it cannot do what is asked. */
  void refuse(int status, Headers headers, String id, int code, String text) {
    answer(status, headers, Json.error(id.isEmpty() ? "null" : id, code, text));
  }

  /** Ends a stream. */
  void end() {
    loop.execute(this::endNow);
  }

  void fail(UpstreamFailure failure) {
    loop.execute(
        () -> {
          if (!done) {
            finish();
            listener.failed(failure);
          }
        });
  }

  @Override
  public void cancel() {
    if (!done) {
      finish();
      if (onCancel != null) {
        onCancel.run();
      }
    }
  }

  @Override
  public void reading(boolean on) {
    reading = on;
    drain();
  }

  private void beginNow() {
    if (!begun && !done) {
      begun = true;
      listener.head(200, Words.events());
    }
  }

  private void give(byte[] event) {
    if (done) {
      backlog.remove(event.length);
    } else {
      waiting.add(event);
      drain();
    }
  }

  private void drain() {
    while (reading && !done && !waiting.isEmpty()) {
      byte[] event = waiting.remove();
      backlog.remove(event.length);
      listener.data(event);
    }
    if (ends && !done && waiting.isEmpty()) {
      done = true;
      listener.end();
    }
  }

  private void endNow() {
    beginNow();
    ends = true;
    drain();
  }

  private void cutIfSlow(boolean reads) {
    if (!reads) {
      fail(UpstreamFailure.LOST);
    }
  }

  private void finish() {
    done = true;
    waiting.forEach(event -> backlog.remove(event.length));
    waiting.clear();
  }
}
