// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * One request on its way: takes a pooled connection or a new one, and tries once more where a
 * pooled one turned out to be dead before the upstream can have had the whole request.
 */
final class ActiveCall implements UpstreamCall {

  private final UpstreamClient client;
  private final NettyLoop loop;
  private final UpstreamTarget target;
  private final UpstreamRequest request;
  private final UpstreamListener listener;
  private @Nullable UpstreamConnection connection;
  private Loop.@Nullable Timer timer;
  private boolean pooled;
  private boolean retried;
  private boolean writeFailed;
  private boolean headSeen;
  private boolean done;

  ActiveCall(
      UpstreamClient client,
      NettyLoop loop,
      UpstreamTarget target,
      UpstreamRequest request,
      UpstreamListener listener) {
    this.client = client;
    this.loop = loop;
    this.target = target;
    this.request = request;
    this.listener = listener;
  }

  void start() {
    UpstreamConnection idle = retried ? null : loop.idle(target).take(System.nanoTime());
    pooled = idle != null;
    writeFailed = false;
    if (idle != null) {
      connected(idle);
    } else {
      client.connect(this, loop, target);
    }
  }

  void connected(UpstreamConnection established) {
    if (done || !listener.readyToSend()) {
      done = true;
      established.release();
      return;
    }
    connection = established;
    if (timer == null) {
      timer = loop.schedule(client.answerTimeout(), this::timedOut);
    }
    established.send(this, request);
  }

  void notConnected(UpstreamFailure failure) {
    fail(failure);
  }

  /** The upstream cannot have had the whole request. */
  void writeFailed() {
    writeFailed = true;
  }

  void head(int status, Headers headers) {
    headSeen = true;
    if (headers.isEventStream()) {
      stopTimer();
    }
    listener.head(status, headers);
  }

  void data(byte[] bytes) {
    if (!done) {
      listener.data(bytes);
    }
  }

  void end() {
    if (!done) {
      done = true;
      stopTimer();
      connection = null;
      listener.end();
    }
  }

  void unreadable() {
    fail(UpstreamFailure.UNREADABLE);
  }

  void lost() {
    if (done) {
      return;
    }
    connection = null;
    if (pooled && !retried && !headSeen && (writeFailed || request.safe())) {
      retried = true;
      start();
    } else {
      fail(UpstreamFailure.LOST);
    }
  }

  @Override
  public void cancel() {
    done = true;
    stopTimer();
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void reading(boolean on) {
    if (connection != null) {
      connection.reading(on);
    }
  }

  private void timedOut() {
    UpstreamConnection slow = connection;
    fail(UpstreamFailure.ANSWER_TIMEOUT);
    if (slow != null) {
      slow.close();
    }
  }

  private void fail(UpstreamFailure failure) {
    if (!done) {
      done = true;
      stopTimer();
      connection = null;
      listener.failed(failure);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
