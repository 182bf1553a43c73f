// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the upstreams behind the endpoint, through the same door as any client's: what
 * is judged, is judged there. Opens an upstream for a session when it is first needed.
 */
final class Members {

  private static final byte[] NOTHING = new byte[0];
  private static final Set<String> OURS =
      Set.of(LegacyProtocol.SESSION_ID, LegacyProtocol.VERSION, "last-event-id");
  private static final Set<String> OF_SESSION = Set.of(LegacyProtocol.SESSION_ID, "last-event-id");
  private static final long SPARED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final FrontDoor door;
  private final Duration limit;
  private final List<String> upstreams;
  private final Outages outages;
  private final JsonRpcReader reader = JsonRpcReader.lenient();

  /**
   * @param upstreams in the order of lists
   * @param limit how long a list, or a first word, waits for one
   */
  Members(FrontDoor door, List<String> upstreams, Duration limit, Outages outages) {
    this.door = door;
    this.upstreams = List.copyOf(upstreams);
    this.limit = limit;
    this.outages = outages;
  }

  List<String> upstreams() {
    return upstreams;
  }

  /** Reads what servers send. */
  JsonRpcReader reader() {
    return reader;
  }

  Outages outages() {
    return outages;
  }

  /** Sends a message to one upstream. */
  void post(Inbound in, String upstream, byte[] body, InnerCall call) {
    send(in, "POST", upstream, headers(in, upstream), body, call);
  }

  /** Sends a message to one upstream with headers of the caller's. */
  void post(Inbound in, String upstream, Headers headers, byte[] body, InnerCall call) {
    send(in, "POST", upstream, headers, body, call);
  }

  /** Sends a message and waits for the whole answer. */
  void ask(Inbound in, String upstream, byte[] body, Consumer<Reply> then) {
    post(in, upstream, body, new Collected(in.loop(), limit, reader, then));
  }

  /** Listens to one upstream. */
  void listen(Inbound in, String upstream, String lastEvent, InnerCall call) {
    Headers headers = headers(in, upstream);
    if (!lastEvent.isEmpty()) {
      headers.set("last-event-id", lastEvent);
    }
    send(in, "GET", upstream, headers, NOTHING, call);
  }

  /** Ends a session at every upstream that has one. */
  void end(FederatedSession session, Loop loop) {
    for (Leg leg : session.legs()) {
      if (leg.isOpen() && !leg.sessionId().isEmpty()) {
        Headers headers = Headers.of(LegacyProtocol.SESSION_ID, leg.sessionId());
        if (!leg.revision().isEmpty()) {
          headers.set(LegacyProtocol.VERSION, leg.revision());
        }
        HttpRequest request = new HttpRequest("DELETE", path(leg.upstream()), headers, NOTHING, 0);
        InnerCall ignored = new Collected(loop, limit, reader, reply -> {});
        door.take(request, ignored, session.principal(), leg.upstream(), session.id());
      }
    }
    door.closed(session.principal(), session.id());
  }

  /** True if it is not worth waiting for the upstream again so soon. */
  boolean isSpared(Inbound in, String upstream) {
    FederatedSession session = in.session();
    return session != null && session.leg(upstream).failedSince(System.nanoTime(), SPARED_NANOS);
  }

  /** Makes sure that a session has begun at an upstream; {@code then} learns whether it has. */
  void open(Inbound in, String upstream, Consumer<Boolean> then) {
    FederatedSession session = in.session();
    if (session == null) {
      then.accept(true);
      return;
    }
    Leg leg = session.leg(upstream);
    if (leg.isOpen()) {
      then.accept(true);
      return;
    }
    if (leg.begin(() -> in.loop().execute(() -> then.accept(leg.isOpen())))) {
      Headers headers = in.request().headers().endToEnd(OURS);
      Collected opening =
          new Collected(
              in.loop(),
              limit,
              reader,
              reply -> {
                opened(in, session, leg, reply);
                then.accept(leg.isOpen());
              });
      send(in, "POST", upstream, headers, session.openingBody(), opening);
    }
  }

  private void opened(Inbound in, FederatedSession session, Leg leg, Reply reply) {
    if (!reply.isGood() || reply.message() == null) {
      outages.failed(leg.upstream(), reply.text());
      leg.failed(reply, System.nanoTime());
      return;
    }
    outages.well(leg.upstream());
    var result = reply.message().result();
    RawMember capabilities = result.get("capabilities");
    leg.opened(
        LegacyProtocol.openedSession(reply.headers()),
        result.text("protocolVersion"),
        new Leg.Welcome(
            capabilities == null ? "{}" : capabilities.raw(), result.text("instructions")));
    if (session.isReady()) {
      ready(in, leg.upstream());
    }
    MergedStream listening = session.listening();
    if (listening != null) {
      listening.joinLater(leg.upstream());
    }
  }

  /** Tells an upstream that the client is ready. */
  void ready(Inbound in, String upstream) {
    ask(in, upstream, Reaches.ready(), reply -> {});
  }

  /** The headers of a client's request as they go to one upstream. */
  Headers headers(Inbound in, String upstream) {
    FederatedSession session = in.session();
    Leg leg = session == null ? null : session.leg(upstream);
    Headers headers = in.request().headers().endToEnd(leg == null ? OF_SESSION : OURS);
    if (leg != null && !leg.sessionId().isEmpty()) {
      headers.set(LegacyProtocol.SESSION_ID, leg.sessionId());
    }
    if (leg != null && !leg.revision().isEmpty()) {
      headers.set(LegacyProtocol.VERSION, leg.revision());
    }
    return headers;
  }

  private void send(
      Inbound in, String method, String upstream, Headers headers, byte[] body, InnerCall call) {
    HttpRequest request =
        new HttpRequest(method, path(upstream), headers, body, in.request().connection());
    FederatedSession session = in.session();
    Principal principal = in.principal();
    door.take(request, call, principal, upstream, session == null ? "" : session.id());
  }

  private static String path(String upstream) {
    return "/" + upstream + "/mcp";
  }

  /** What is said where an upstream cannot be asked. */
  static String failure(String upstream, @Nullable String why) {
    return "upstream "
        + upstream
        + ": "
        + (why == null || why.isEmpty() ? "got no answer" : Json.quote(why))
        + " (expected: an answer; the other upstreams are not touched by it)";
  }
}
