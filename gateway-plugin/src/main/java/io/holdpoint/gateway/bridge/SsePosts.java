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
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import java.util.ArrayDeque;

/**
 * Posts messages one after the other: on connections side by side a later one could overtake. Safe
 * for use by many threads.
 */
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

  private void next() {
    byte[] message;
    synchronized (queue) {
      message = busy ? null : queue.poll();
      if (message == null) {
        return;
      }
      busy = true;
      queued -= message.length;
    }
    Headers headers =
        Headers.of(
            "content-type", "application/json", "accept", "application/json, text/plain, */*");
    client.send(
        loop,
        target,
        new UpstreamRequest("POST", headers, message, false, ""),
        new Posted(message));
  }

  private void done() {
    synchronized (queue) {
      busy = false;
    }
    next();
  }

  /** A request that was not taken in gets an answer from here: its server gives none. */
  private void refused(byte[] message, String why) {
    try {
      RpcMessage request = JsonRpcReader.lenient().read(message);
      if (request.form() == RpcMessage.Form.REQUEST) {
        String text = "upstream: got " + why + " (expected: HTTP status 202)";
        listener.message(Json.error(request.id(), Words.BRIDGE, text));
      }
    } catch (RpcSyntaxException e) {
      throw new IllegalStateException("message: got one of ours that cannot be read", e);
    }
  }

  /** What the server says to a message posted. */
  private final class Posted implements UpstreamListener {

    private final byte[] message;
    private int status;

    Posted(byte[] message) {
      this.message = message;
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
