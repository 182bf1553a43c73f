// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.call.EventSplitter;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for the whole answer of one upstream, plain or as an event of a stream. */
final class Collected extends InnerCall {

  private static final int LONGEST = 64 * 1024 * 1024;

  private final JsonRpcReader reader;
  private final Consumer<Reply> then;
  private final EventSplitter splitter = new EventSplitter(LONGEST);
  private final Loop.Timer limit;
  private Headers head = Headers.of();
  private int status;
  private boolean told;

  /**
   * @param then told once, on the loop
   */
  Collected(Loop loop, Duration limit, JsonRpcReader reader, Consumer<Reply> then) {
    super(loop);
    this.reader = reader;
    this.then = then;
    this.limit = loop.schedule(limit, this::late);
  }

  @Override
  void whole(int code, Headers headers, byte[] body) {
    tell(new Reply(code, headers, body, response(body)));
  }

  @Override
  void streams(int code, Headers headers) {
    status = code;
    head = headers;
  }

  @Override
  void bytes(byte[] bytes) {
    splitter.add(bytes);
    while (!told && !splitter.isEmpty()) {
      EventSplitter.Event event = splitter.poll();
      byte[] data = event == null ? null : event.data();
      RpcMessage message = data == null ? null : response(data);
      if (data != null && message != null) {
        tell(new Reply(status, head, data, message));
      }
    }
  }

  @Override
  void ended() {
    tell(Reply.NONE);
  }

  @Override
  void broken() {
    tell(Reply.NONE);
  }

  private void late() {
    if (!told) {
      cancel();
      tell(Reply.NONE);
    }
  }

  private void tell(Reply reply) {
    if (!told) {
      told = true;
      limit.cancel();
      then.accept(reply);
    }
  }

  private @Nullable RpcMessage response(byte[] body) {
    try {
      RpcMessage message = reader.read(body);
      return message.form() == RpcMessage.Form.RESPONSE ? message : null;
    } catch (RpcSyntaxException noMessage) {
      return null;
    }
  }
}
