// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.legacy.StdioMessages;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped server as an upstream: one client, one server, so ids pass as they are. What the server
 * says by itself goes to whoever listens; what belongs to a request goes to it. On one loop only.
 */
final class PipeUpstream implements UpstreamTransport {

  private final String name;
  private final Consumer<byte[]> server;
  private final Duration answerTimeout;
  private final JsonRpcReader reader = JsonRpcReader.lenient();
  private final Map<String, PipeCall> pending = new HashMap<>();
  private @Nullable UpstreamListener listening;

  /**
   * @param server takes messages
   * @param answerTimeout how long an answer may take; a call that reports progress only its first
   */
  PipeUpstream(String name, Consumer<byte[]> server, Duration answerTimeout) {
    this.name = name;
    this.server = server;
    this.answerTimeout = answerTimeout;
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    return switch (request.method()) {
      case "POST" -> post(loop, request, listener);
      case "GET" -> listen(loop, listener);
      default -> {
        loop.execute(() -> PipeCall.accepted(listener));
        yield new PipeCall.Over();
      }
    };
  }

  /** The process belongs to the host that started it; what runs in it was told to stop before. */
  @Override
  public void end(Loop loop, String owner, String sessionId) {}

  @Override
  public Address address() {
    return new Address("", 0, "the wrapped process of " + name);
  }

  /** The server is gone: every call under way is lost. */
  @Override
  public void close() {
    List<PipeCall> lost = new ArrayList<>(pending.values());
    pending.clear();
    lost.forEach(call -> call.failed(UpstreamFailure.LOST));
    UpstreamListener listener = listening;
    listening = null;
    if (listener != null) {
      listener.end();
    }
  }

  /** True while somebody hears what the server says by itself. */
  boolean isHeard() {
    return listening != null;
  }

  /** Takes in what the server said; false if nobody is there to hear it. */
  boolean said(RpcMessage message, byte[] bytes) {
    if (message.form() == RpcMessage.Form.RESPONSE) {
      PipeCall call = pending.remove(message.id());
      if (call != null) {
        call.answered(bytes);
      }
      return call != null;
    }
    PipeCall progressing = progressing(message);
    if (progressing != null) {
      progressing.event(bytes);
      return true;
    }
    UpstreamListener listener = listening;
    if (listener == null) {
      return false;
    }
    listener.data(PipeCall.asEvent(bytes));
    return true;
  }

  private @Nullable PipeCall progressing(RpcMessage message) {
    String token = StdioMessages.progressToken(message);
    if (token.isEmpty()) {
      return null;
    }
    return pending.values().stream()
        .filter(call -> call.token().equals(token))
        .findFirst()
        .orElse(null);
  }

  private UpstreamCall listen(Loop loop, UpstreamListener listener) {
    loop.execute(
        () -> {
          if (listener.readyToSend()) {
            listening = listener;
            listener.head(200, PipeCall.stream());
          }
        });
    return new UpstreamCall() {
      @Override
      public void cancel() {
        if (listener.equals(listening)) {
          listening = null;
        }
      }

      @Override
      public void reading(boolean on) {}
    };
  }

  private UpstreamCall post(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    RpcMessage message;
    try {
      message = reader.read(request.body());
    } catch (RpcSyntaxException unreadable) {
      throw new IllegalArgumentException("request: got no JSON-RPC (expected: a message)");
    }
    if (message.form() != RpcMessage.Form.REQUEST) {
      loop.execute(
          () -> {
            if (listener.readyToSend()) {
              server.accept(request.body());
              PipeCall.accepted(listener);
            }
          });
      return new PipeCall.Over();
    }
    boolean modern = !request.headers().text("mcp-method").isEmpty();
    PipeCall call = new PipeCall(message.id(), message.meta().raw("progressToken"), listener);
    call.onCancel(() -> cancelled(call, modern));
    loop.execute(() -> dispatch(loop, call, request.body()));
    return call;
  }

  private void dispatch(Loop loop, PipeCall call, byte[] body) {
    if (call.isReady()) {
      pending.put(call.id(), call);
      server.accept(body);
      call.limit(loop.schedule(answerTimeout, () -> timedOut(call)));
    }
  }

  private void timedOut(PipeCall call) {
    if (pending.remove(call.id(), call)) {
      call.failed(UpstreamFailure.ANSWER_TIMEOUT);
    }
  }

  /** Without sessions a closed stream is the cancellation, which a pipe has to spell out. */
  private void cancelled(PipeCall call, boolean modern) {
    if (pending.remove(call.id(), call) && modern) {
      server.accept(
          Json.bytes(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                  + call.id()
                  + "}}"));
    }
  }
}
