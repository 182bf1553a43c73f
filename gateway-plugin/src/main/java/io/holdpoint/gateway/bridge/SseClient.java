// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP+SSE and its one stream. Lives on the loop of the stream; only {@link #isOf} and
 * {@link #say} may be called on any thread.
 */
final class SseClient implements Contained {

  private static final byte[] NOTHING = new byte[0];
  private static final int MOST_OPEN = 256;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Set<String> REPLACED = Set.of("accept", LegacyProtocol.SESSION_ID);

  private final FrontDoor door;
  private final CallServices services;
  private final String upstream;
  private final Principal principal;
  private final long connection;
  private final Responder responder;
  private final Runnable onOver;
  private final Set<SseAnswer> open = new LinkedHashSet<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private @Nullable Session session;
  private @Nullable Headers lastHeaders;
  private Principal lastSpeaker;
  private String mcpSessionId = "";
  private boolean over;

  /**
   * @param connection of the stream: what is said belongs to it, whatever connection it came by
   * @param onOver told once the stream is over
   */
  SseClient(
      FrontDoor door,
      CallServices services,
      String upstream,
      Principal principal,
      long connection,
      Responder responder,
      Runnable onOver) {
    this.door = door;
    this.services = services;
    this.upstream = upstream;
    this.principal = principal;
    this.lastSpeaker = principal;
    this.connection = connection;
    this.responder = responder;
    this.onOver = onOver;
  }

  /** Begins the stream by saying where to post. */
  void begin(String endpoint) {
    responder.onGone(this::finish);
    responder.onWritability(() -> List.copyOf(open).forEach(SseAnswer::writabilityChanged));
    responder.begin(200, Words.events());
    responder.write(Json.bytes("event: endpoint\ndata: " + endpoint + "\n\n"));
  }

  boolean isOf(String name, Principal who) {
    return upstream.equals(name) && principal.floor().equals(who.floor());
  }

  /**
   * Takes in a message; false if too many are under way.
   *
   * @param who the same principal, by the token of this message
   */
  boolean say(HttpRequest request, Principal who) {
    if (underWay.incrementAndGet() > MOST_OPEN) {
      underWay.decrementAndGet();
      return false;
    }
    responder.loop().execute(() -> pass(request, who));
    return true;
  }

  @Override
  public Session session() {
    Session known = session;
    if (known == null) {
      throw new IllegalStateException("session: got none (expected: an answer to initialize)");
    }
    return known;
  }

  @Override
  public Loop loop() {
    return responder.loop();
  }

  /** What is under way is answered first; then the stream of a killed session ends. */
  @Override
  public void signalled(Signal signal) {
    if (services.gate().isKilled(session())) {
      loop().execute(this::end);
    }
  }

  @Override
  public void closing() {
    end();
  }

  /** Where answers go. */
  Responder responder() {
    return responder;
  }

  boolean isOver() {
    return over;
  }

  /** An answer is complete. */
  void answered(SseAnswer answer) {
    if (open.remove(answer)) {
      underWay.decrementAndGet();
    }
    if (answer.asks(Words.INITIALIZED)) {
      listen();
    } else if (answer.isListening() && answer.hasStreamed() && !over) {
      loop().schedule(AGAIN, this::listen);
    }
  }

  /** The server gave its session a name; from now on it is ours to send. */
  void opened(String sessionId) {
    mcpSessionId = sessionId;
    SessionHints hints = new SessionHints(sessionId, "", "", "", "");
    session = services.sessions().resolve(principal, upstream, hints, connection).session();
    services.open().add(this);
    signalledBefore();
  }

  private void signalledBefore() {
    if (services.gate().isKilled(session())) {
      loop().execute(this::end);
    }
  }

  private void pass(HttpRequest request, Principal who) {
    if (over) {
      return;
    }
    lastHeaders = request.headers();
    lastSpeaker = who;
    SseAnswer answer = new SseAnswer(this, read(request.body()), false);
    open.add(answer);
    take(
        new HttpRequest("POST", path(), headers(request.headers()), request.body(), connection),
        answer);
  }

  /** What the server has to say beyond answers comes on a stream of its own. */
  private void listen() {
    Headers headers = lastHeaders;
    if (!over && headers != null) {
      SseAnswer stream = new SseAnswer(this, null, true);
      open.add(stream);
      underWay.incrementAndGet();
      take(new HttpRequest("GET", path(), headers(headers), NOTHING, connection), stream);
    }
  }

  private void end() {
    if (!over) {
      finish();
      responder.end();
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    onOver.run();
    if (session != null) {
      services.open().remove(this);
    }
    List.copyOf(open).forEach(SseAnswer::callerLeft);
    open.clear();
    Headers headers = lastHeaders;
    if (!mcpSessionId.isEmpty() && headers != null) {
      take(
          new HttpRequest("DELETE", path(), headers(headers), NOTHING, connection),
          new SseAnswer(this, null, false));
    }
  }

  /** Who speaks was found out before; a token that ends meanwhile ends no stream. */
  private void take(HttpRequest request, Responder way) {
    door.take(request, way, lastSpeaker, upstream, "");
  }

  private String path() {
    return "/" + upstream + "/mcp";
  }

  private Headers headers(Headers received) {
    Headers headers = received.endToEnd(REPLACED).set("host", received.text("host"));
    headers.set("accept", "application/json, text/event-stream");
    return mcpSessionId.isEmpty() ? headers : headers.set(LegacyProtocol.SESSION_ID, mcpSessionId);
  }

  private static @Nullable RpcMessage read(byte[] body) {
    try {
      return JsonRpcReader.lenient().read(body);
    } catch (RpcSyntaxException notAMessage) {
      // The door says so.
      return null;
    }
  }
}
