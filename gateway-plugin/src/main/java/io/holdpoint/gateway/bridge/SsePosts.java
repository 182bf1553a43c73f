// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Posts messages in order, as far as it matters. {@link #add} may be called on any thread. */
final class SsePosts {

  private static final long MOST_QUEUED = 32L * 1024 * 1024;

  private final UpstreamClient client;
  private final UpstreamTarget target;
  private final Loop loop;
  private final Pipe.Listener listener;
  private final Runnable onGone;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private long queued;
  private boolean busy;

  /**
   * @param onGone the server knows the session no more; on the loop
   */
  SsePosts(
      UpstreamClient client,
      UpstreamTarget target,
      Loop loop,
      Pipe.Listener listener,
      Runnable onGone) {
    this.client = client;
    this.target = target;
    this.loop = loop;
    this.listener = listener;
    this.onGone = onGone;
  }

  /** Queues a message; false if too much waits already. */
  boolean add(byte[] message) {
    synchronized (queue) {
      if (!queue.isEmpty() && queued + message.length > MOST_QUEUED) {
        return false;
      }
      queue.add(message);
      queued += message.length;
    }
    loop.execute(this::next);
    return true;
  }

  /**
   * Some servers take a request in only once it is answered, and it may need another message for
   * that; so nothing waits for a request. What follows a notification may rely on it, so it waits.
   */
  private void next() {
    for (byte[] message = poll(); message != null; message = poll()) {
      RpcMessage read = Words.read(message);
      boolean first = read.form() == RpcMessage.Form.NOTIFICATION;
      busy = first;
      Headers headers =
          Headers.of(
              "content-type", "application/json", "accept", "application/json, text/plain, */*");
      UpstreamRequest post = new UpstreamRequest("POST", headers, message, false, "");
      client.send(loop, target, post, new Posted(read, first));
    }
  }

  private byte @Nullable [] poll() {
    synchronized (queue) {
      byte[] message = busy ? null : queue.poll();
      queued -= message == null ? 0 : message.length;
      return message;
    }
  }

  /** A request that was not taken in gets an answer from here: its server gives none. */
  private void refused(RpcMessage message, String why) {
    if (message.form() == RpcMessage.Form.REQUEST) {
      String text = "upstream: got " + why + " (expected: HTTP status 202)";
      listener.message(Json.error(message.id(), Words.BRIDGE, text));
    }
  }

  /** What the server says to a message posted. */
  private final class Posted implements UpstreamListener {

    private final RpcMessage message;
    private final boolean first;
    private int status;

    /**
     * @param first true if what follows waits for it
     */
    Posted(RpcMessage message, boolean first) {
      this.message = message;
      this.first = first;
    }

    private void done() {
      if (first) {
        busy = false;
        next();
      }
    }

    @Override
    public boolean readyToSend() {
      return true;
    }

    @Override
    public void head(int code, Headers headers) {
      status = code;
    }

    @Override
    public void data(byte[] bytes) {}

    @Override
    public void end() {
      if (status == 404 || status == 410) {
        onGone.run();
      } else if (status < 200 || status > 299) {
        refused(message, "HTTP status " + status);
      }
      done();
    }

    @Override
    public void failed(UpstreamFailure failure) {
      refused(message, failure.text());
      done();
    }
  }
}
