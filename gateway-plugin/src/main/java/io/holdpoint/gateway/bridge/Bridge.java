// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server that only exchanges messages, behind the face of streamable HTTP: gives out session ids,
 * keeps each bound to its principal, keeps a stream for what belongs to no request. Stateless
 * requests of the newer era go to a server of their principal's own, or to the shared one.
 */
final class Bridge implements UpstreamTransport {

  private static final byte[] NOTHING = new byte[0];
  private static final Duration SWEEP = Duration.ofSeconds(15);

  private final Pipe.Source source;
  private final BridgeLimits limits;
  private final Servers servers;
  private final JsonRpcReader reader = JsonRpcReader.lenient();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private volatile boolean closed;

  Bridge(String name, Pipe.Source source, BridgeLimits limits) {
    this.source = source;
    this.limits = limits;
    this.servers = new Servers(name, source, limits);
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    if (sweeping.compareAndSet(false, true)) {
      sweep(loop);
    }
    BridgeSession session = servers.find(Words.sessionId(request.headers()), request.owner());
    return switch (request.method()) {
      case "POST" -> post(loop, request, listener, session);
      case "GET" -> listen(loop, request, listener, session);
      default -> delete(loop, listener, session);
    };
  }

  @Override
  public Address address() {
    return source.address();
  }

  @Override
  public void end(Loop loop, String owner, String sessionId) {
    for (BridgeSession session : servers.of(owner)) {
      if (sessionId.isEmpty() || session.id().equals(sessionId)) {
        servers.end(session, loop);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    servers.close();
  }

  private void sweep(Loop loop) {
    if (!closed) {
      servers.endIdle(loop);
      Duration often = limits.idle().dividedBy(4);
      loop.schedule(often.compareTo(SWEEP) < 0 ? often : SWEEP, () -> sweep(loop));
    }
  }

  private UpstreamCall post(
      Loop loop,
      UpstreamRequest request,
      UpstreamListener listener,
      @Nullable BridgeSession known) {
    RpcMessage message;
    try {
      message = reader.read(request.body());
    } catch (RpcSyntaxException e) {
      Flow flow = new Flow(loop, listener, null);
      flow.refuse(400, Words.json(), e.id(), e.code(), String.valueOf(e.getMessage()));
      return flow;
    }
    boolean modern = Words.isModern(message);
    boolean opens = !modern && message.method().equals(Words.INITIALIZE);
    BridgeSession session = known;
    if (opens || modern) {
      int wait = source.secondsToWait();
      BridgeSession made =
          wait > 0
              ? null
              : opens
                  ? servers.open(request.owner(), loop)
                  : servers.stateless(request.owner(), loop);
      if (made == null) {
        return noRoom(new Flow(loop, listener, null), message.id(), Math.max(1, wait));
      }
      session = made;
    }
    if (session == null) {
      return unknown(new Flow(loop, listener, null), request, message.id());
    }
    Flow flow = flow(loop, listener, session);
    go(session, flow, new Sent(request, message, modern));
    return flow;
  }

  /** A request with what was read in it. */
  private record Sent(UpstreamRequest request, RpcMessage message, boolean modern) {

    boolean takesStream() {
      String accept = String.join(",", request.headers().all("accept"));
      return accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    Asked asked(BridgeSession session, Flow flow) {
      return new Asked(
          session,
          flow,
          message.id(),
          message.meta().raw(Words.TOKEN),
          message.method(),
          modern,
          takesStream());
    }
  }

  private void go(BridgeSession session, Flow flow, Sent sent) {
    session.used(System.nanoTime());
    session
        .conversation()
        .whenOpen(
            open ->
                flow.loop()
                    .execute(
                        () -> {
                          if (!open) {
                            flow.fail(UpstreamFailure.UNREACHABLE);
                          } else if (flow.readyToSend()) {
                            pass(session, flow, sent);
                          } else if (sent.message().method().equals(Words.INITIALIZE)) {
                            servers.end(session, flow.loop());
                          }
                        }));
  }

  private void pass(BridgeSession session, Flow flow, Sent sent) {
    RpcMessage message = sent.message();
    if (limits.shared() && !sent.modern() && Shared.takes(message)) {
      new Shared(session, flow).pass(message, sent.asked(session, flow), sent.request().body());
    } else if (message.form() == RpcMessage.Form.REQUEST) {
      session.conversation().ask(sent.asked(session, flow), message, sent.request().body());
    } else if (session.conversation().tell(session, message, sent.request().body())) {
      flow.answer(202, Headers.of(), NOTHING);
    } else {
      Conversation.overloaded(flow, "");
    }
  }

  private UpstreamCall listen(
      Loop loop,
      UpstreamRequest request,
      UpstreamListener listener,
      @Nullable BridgeSession session) {
    if (session == null) {
      Flow flow = new Flow(loop, listener, null);
      if (Words.sessionId(request.headers()).isEmpty()) {
        flow.refuse(
            405,
            Words.json().set("allow", "POST, DELETE"),
            "",
            Words.BRIDGE,
            "GET: got no Mcp-Session-Id (expected: the id of a session)");
        return flow;
      }
      return unknown(flow, request, "");
    }
    Flow flow = flow(loop, listener, session);
    if (flow.readyToSend()) {
      session.used(System.nanoTime());
      session.conversation().listen(session, flow);
    }
    return flow;
  }

  private UpstreamCall delete(
      Loop loop, UpstreamListener listener, @Nullable BridgeSession session) {
    Flow flow = new Flow(loop, listener, null);
    if (session == null) {
      flow.answer(404, Words.json(), Json.error("null", Words.BRIDGE, "no such session"));
    } else if (flow.readyToSend()) {
      servers.end(session, loop);
      flow.answer(200, Headers.of(), NOTHING);
    }
    return flow;
  }

  private Flow flow(Loop loop, UpstreamListener listener, BridgeSession session) {
    return new Flow(loop, listener, limits.shared() ? null : session.conversation().backlog());
  }

  /** 404 is how a client learns that its session is over and that it may open another one. */
  private static UpstreamCall unknown(Flow flow, UpstreamRequest request, String id) {
    boolean none = Words.sessionId(request.headers()).isEmpty();
    flow.refuse(
        none ? 400 : 404,
        Words.json(),
        id,
        Words.BRIDGE,
        none
            ? "Mcp-Session-Id: got nothing (expected: the id given out with initialize)"
            : "Mcp-Session-Id: got an id of no session (expected: initialize again)");
    return flow;
  }

  private static UpstreamCall noRoom(Flow flow, String id, int seconds) {
    flow.refuse(
        503,
        Words.json().set("retry-after", Integer.toString(seconds)),
        id,
        Words.BRIDGE,
        "upstream: got no server process for this session (expected: fewer sessions, or a server"
            + " that stays up); try again in "
            + seconds
            + " s");
    return flow;
  }
}
