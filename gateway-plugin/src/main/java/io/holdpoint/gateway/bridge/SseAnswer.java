// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import org.jspecify.annotations.Nullable;

/** The answer to one message of an HTTP+SSE client: whatever it is, it becomes events. */
final class SseAnswer implements Responder {

  private static final int MAX_EVENT = 128 * 1024 * 1024;

  private final SseClient client;
  private final @Nullable RpcMessage message;
  private final boolean listening;
  private final SseReader reader = new SseReader(MAX_EVENT, (type, data) -> tell(data));
  private @Nullable Runnable onWritability;
  private @Nullable Runnable onGone;
  private boolean begun;
  private boolean open = true;

  /**
   * @param message what is answered; null if it is none
   * @param listening true for the stream of what the server says on its own
   */
  SseAnswer(SseClient client, @Nullable RpcMessage message, boolean listening) {
    this.client = client;
    this.message = message;
    this.listening = listening;
  }

  boolean asks(String method) {
    return message != null && message.method().equals(method);
  }

  boolean isListening() {
    return listening;
  }

  boolean hasStreamed() {
    return begun;
  }

  void writabilityChanged() {
    if (open && onWritability != null) {
      onWritability.run();
    }
  }

  void callerLeft() {
    boolean before = open;
    open = false;
    if (before && onGone != null) {
      onGone.run();
    }
  }

  @Override
  public Loop loop() {
    return client.loop();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public void answer(int status, Headers headers, byte[] body) {
    if (!open) {
      return;
    }
    opened(status, headers);
    if (body.length > 0 && !listening) {
      tell(Words.line(body, java.util.List.of()));
    }
    finish();
  }

  @Override
  public void begin(int status, Headers headers) {
    if (open && !begun) {
      begun = true;
      opened(status, headers);
    }
  }

  /** Streams share one: only whole events pass, and only their messages. */
  @Override
  public void write(byte[] bytes) {
    if (open && !reader.add(bytes)) {
      abort();
    }
  }

  @Override
  public void end() {
    if (open) {
      finish();
    }
  }

  /** The stream is others' too: instead of being cut it says that this answer was. */
  @Override
  public void abort() {
    if (open) {
      if (message != null && message.form() == RpcMessage.Form.REQUEST) {
        tell(Json.error(message.id(), Words.BRIDGE, "upstream: the answer was cut off"));
      }
      finish();
    }
  }

  @Override
  public boolean isWritable() {
    return client.responder().isWritable();
  }

  @Override
  public void onWritability(Runnable listener) {
    onWritability = listener;
  }

  @Override
  public void onGone(Runnable listener) {
    onGone = listener;
  }

  private void opened(int status, Headers headers) {
    String sessionId = Words.sessionId(headers);
    if (status == 200 && asks(Words.INITIALIZE) && !client.isOver()) {
      client.opened(sessionId);
    }
  }

  private void tell(byte[] data) {
    if (!client.isOver()) {
      client.responder().write(Words.event(data));
    }
  }

  private void finish() {
    open = false;
    client.answered(this);
  }
}
