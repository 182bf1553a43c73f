// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.call.Upstream;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.mcp.legacy.StdioMessages;
import io.holdpoint.gateway.stdio.link.AwayMode;
import io.holdpoint.gateway.stdio.link.AwayModes;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Hello;
import io.holdpoint.gateway.stdio.link.Unjudged;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One wrapped server: its client's messages go the way every request goes, its own messages come
 * back the way every answer comes. A kill of its session ends it. On one loop only.
 */
final class WrappedServer implements Contained {

  /** How long what is under way has to end once it was told to. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final byte[] NOTHING = new byte[0];

  private final FrontDoor door;
  private final CallServices services;
  private final Loop loop;
  private final Principal principal;
  private final String name;
  private final long connection;
  private final StdioHeaders headers;
  private final BiConsumer<FrameKind, byte[]> wrapper;
  private final PipeUpstream server;
  private final JsonRpcReader strict = JsonRpcReader.strict();
  private final JsonRpcReader lenient = JsonRpcReader.lenient();
  private final Map<String, LineResponder> open = new HashMap<>();
  private final Session session;
  private boolean closed;
  private boolean ended;

  /**
   * @param connection names the link within this process
   * @param wrapper takes frames for the wrapper
   */
  WrappedServer(
      FrontDoor door,
      CallServices services,
      Loop loop,
      Principal principal,
      Hello hello,
      long connection,
      BiConsumer<FrameKind, byte[]> wrapper) {
    this.door = door;
    this.services = services;
    this.loop = loop;
    this.principal = principal;
    this.name = hello.name();
    this.connection = connection;
    this.headers = new StdioHeaders(hello.session());
    this.wrapper = wrapper;
    this.server =
        new PipeUpstream(
            name, line -> wrapper.accept(FrameKind.TO_SERVER, line), services.limits().answer());
    this.session =
        services
            .sessions()
            .asking(principal, name, new SessionHints("", "", headers.baggage(), "", ""));
  }

  /** Begins to listen for kills; one that stands already counts at once. */
  void watch() {
    services.open().add(this);
    endIfKilled();
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void signalled(Signal signal) {
    if (services.gate().isKilled(session)) {
      loop.schedule(LAST_WORDS, this::endIfKilled);
    }
  }

  @Override
  public void closing() {
    // Its wrapper goes on without this process.
  }

  private void endIfKilled() {
    if (!closed && !ended && services.gate().read(session) instanceof GateState.Killed killed) {
      ended = true;
      wrapper.accept(
          FrameKind.ENDED, Json.bytes(NeutralText.refused(killed.cause().header().ref())));
    }
  }

  /** Takes in a frame that is not a greeting. */
  void take(FrameKind kind, byte[] body) {
    switch (kind) {
      case FROM_CLIENT -> fromClient(body);
      case FROM_SERVER -> fromServer(body);
      case OPENED -> replay(new Unjudged(body, NOTHING));
      case UNJUDGED -> replay(Unjudged.of(body));
      case HELLO, WELCOME, REFUSED, TO_CLIENT, TO_SERVER, TOOLS, ENDED, NOTE ->
          note("link: got an unexpected line of kind " + kind + " (expected: a message)");
    }
  }

  /** The wrapper is gone, and its server with it. */
  void close() {
    closed = true;
    services.open().remove(this);
    server.close();
    List.copyOf(open.values()).forEach(LineResponder::gone);
    open.clear();
  }

  private void fromClient(byte[] line) {
    RpcMessage message;
    try {
      message = strict.read(line);
    } catch (RpcSyntaxException e) {
      client(Json.error(e.id(), e.code(), String.valueOf(e.getMessage())));
      return;
    }
    String id = message.form() == RpcMessage.Form.REQUEST ? message.id() : "";
    if (!id.isEmpty() && open.containsKey(id)) {
      client(
          Json.error(
              id,
              JsonRpcReader.INVALID_REQUEST,
              "id: got " + id + " again (expected: an id that no open request has)"));
      return;
    }
    enter(message, line, responder(id, message), server);
    LineResponder cancelled = open.get(StdioMessages.cancelled(message));
    if (cancelled != null) {
      cancelled.gone();
    }
  }

  private LineResponder responder(String id, RpcMessage message) {
    boolean lists = StdioMessages.listsTools(message);
    LineResponder responder =
        new LineResponder(
            loop,
            id,
            answer -> {
              if (lists) {
                tellModes(answer);
              }
              client(answer);
            },
            () -> open.remove(id),
            services.limits().maxAnswer());
    if (!id.isEmpty()) {
      open.put(id, responder);
    }
    return responder;
  }

  private void enter(
      RpcMessage message, byte[] body, LineResponder responder, UpstreamTransport transport) {
    door.admitted(
        new HttpRequest("POST", "/" + name + "/mcp", headers.of(message), body, connection),
        responder,
        principal,
        new Upstream(name, transport));
  }

  private void fromServer(byte[] line) {
    RpcMessage message;
    try {
      message = lenient.read(line);
    } catch (RpcSyntaxException e) {
      note("server " + name + ": a line that is no JSON-RPC message was withheld");
      return;
    }
    if (message.form() != RpcMessage.Form.RESPONSE && !server.isHeard()) {
      listen();
    }
    // Listening begins on the next turn of the loop, and what was said is heard after it.
    loop.execute(() -> said(message, line));
  }

  private void said(RpcMessage message, byte[] line) {
    boolean heard = closed || server.said(message, line);
    if (heard) {
      return;
    }
    if (message.form() == RpcMessage.Form.REQUEST) {
      wrapper.accept(
          FrameKind.TO_SERVER,
          Json.error(
              message.id(), io.holdpoint.gateway.mcp.Refusals.REFUSED, "The request was refused."));
    } else if (message.form() == RpcMessage.Form.RESPONSE) {
      note("server " + name + ": an answer nobody waits for was withheld");
    }
  }

  private void listen() {
    door.admitted(
        new HttpRequest("GET", "/" + name + "/mcp", headers.forListening(), NOTHING, connection),
        new LineResponder(loop, "", this::client, () -> {}, services.limits().maxAnswer()),
        principal,
        new Upstream(name, server));
  }

  /** Judges, journals and remembers what happened without us; nobody is told anything. */
  private void replay(Unjudged call) {
    RpcMessage message;
    try {
      message = strict.read(call.request());
    } catch (RpcSyntaxException e) {
      note("link: a report of a call was no JSON-RPC");
      return;
    }
    byte[] answer = call.answer().length > 0 ? call.answer() : Json.result(message.id(), "{}");
    LineResponder nobody =
        new LineResponder(loop, "", line -> {}, () -> {}, services.limits().maxAnswer());
    enter(message, call.request(), nobody, new RecordedUpstream(answer));
  }

  /** What to do with each tool if this process should be gone when it is called. */
  private void tellModes(byte[] answer) {
    RawMember tools;
    try {
      tools = lenient.read(answer).result().get("tools");
    } catch (RpcSyntaxException noList) {
      return;
    }
    if (tools == null) {
      return;
    }
    Map<String, AwayMode> modes = new HashMap<>();
    for (RawMember item : new ArrayList<>(ObjectReader.items(tools))) {
      String tool = ObjectReader.members(item).text("name");
      modes.put(
          tool,
          AwayMode.of(
              services
                  .catalogue()
                  .resolve(name, tool, "", services.offers().book().listed(name, tool))
                  .effects()));
    }
    wrapper.accept(FrameKind.TOOLS, new AwayModes(modes).toBytes());
  }

  private void client(byte[] line) {
    wrapper.accept(FrameKind.TO_CLIENT, line);
  }

  private void note(String text) {
    wrapper.accept(FrameKind.NOTE, Json.bytes(text));
  }
}
