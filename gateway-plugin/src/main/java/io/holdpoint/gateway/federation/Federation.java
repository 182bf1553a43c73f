// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.RequestHandler;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Era;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.ProtocolViolation;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.Reach;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import java.time.Duration;
import java.util.Map;

/**
 * One endpoint over several upstreams, in front of the door to each: it turns one request into one
 * or several, which go through that door like any client's, so that nothing is judged twice or in
 * another way. Safe for use by many threads.
 */
public final class Federation implements RequestHandler {

  private static final String PATH = "/mcp";
  private static final int NOT_ADMITTED = -31003;
  private static final RpcMessage NO_MESSAGE =
      new RpcMessage(
          RpcMessage.Form.NOTIFICATION,
          "",
          "",
          RawObject.NONE,
          RawObject.NONE,
          false,
          RawObject.NONE,
          RawObject.NONE);

  private final FrontDoor door;
  private final Protocol modern;
  private final LegacyProtocol legacy;
  private final Members members;
  private final Routing routing;
  private final PrefixTable table;
  private final Collisions collisions = new Collisions();
  private final FederatedSessions sessions = new FederatedSessions();
  private final JsonRpcReader reader = JsonRpcReader.strict();

  /**
   * @param door judges what goes to one upstream
   * @param modern tried first; whatever it does not speak is legacy
   */
  public Federation(
      FederationSettings settings, FrontDoor door, Protocol modern, LegacyProtocol legacy) {
    this.door = door;
    this.modern = modern;
    this.legacy = legacy;
    this.table = new PrefixTable(settings);
    this.members =
        new Members(
            door,
            settings.members().stream().map(FederationSettings.Member::upstream).toList(),
            settings.listTimeout(),
            new Outages());
    this.routing = new Routing(members, table);
  }

  /** By name as this endpoint would show it: which upstream's is hidden by which. */
  public Map<String, String> collisions() {
    return collisions.found();
  }

  /** Ends sessions that are silent for too long. Call it now and then, on {@code loop}. */
  public void endIdle(Loop loop, Duration idleGap) {
    sessions.takeIdle(System.nanoTime(), idleGap.toNanos()).forEach(s -> members.end(s, loop));
  }

  @Override
  public void handle(HttpRequest request, Responder responder) {
    if (!isOurs(request.target())) {
      door.handle(request, responder);
      return;
    }
    door.admit(request, responder, principal -> admitted(request, responder, principal));
  }

  private void admitted(HttpRequest request, Responder responder, Principal principal) {
    switch (request.method()) {
      case "POST" -> post(request, responder, principal);
      case "GET" -> bodiless(request, responder, principal, new Subject.Listening());
      case "DELETE" -> bodiless(request, responder, principal, new Subject.Ending());
      default ->
          refuse(
              responder,
              405,
              "method: got " + request.method() + " (expected: POST, GET or DELETE)");
    }
  }

  @Override
  public byte[] tooLarge(long limit) {
    return door.tooLarge(limit);
  }

  @Override
  public byte[] unreadable(String why) {
    return door.unreadable(why);
  }

  private void post(HttpRequest request, Responder responder, Principal principal) {
    RpcMessage message;
    Protocol protocol;
    Exchange exchange;
    try {
      message = reader.read(request.body());
      protocol = modern.speaks(message) ? modern : legacy;
      exchange = protocol.read(request.headers(), message);
    } catch (RpcSyntaxException e) {
      byte[] body = Json.error(e.id(), e.code(), String.valueOf(e.getMessage()));
      responder.answer(400, Headers.of("content-type", "application/json"), body);
      return;
    } catch (ProtocolViolation e) {
      responder.answer(e.status(), Headers.of("content-type", "application/json"), e.body());
      return;
    }
    Reach reach = Reaches.of(message);
    FederatedSession session = null;
    if (exchange.era() == Era.LEGACY) {
      session = reach instanceof Reach.Opening ? begin(principal, message, request) : null;
      session = session == null ? found(request, responder, principal) : session;
      if (session == null) {
        return;
      }
    }
    Inbound in = new Inbound(request, responder, principal, message, protocol, exchange, session);
    go(in, reach);
  }

  private FederatedSession begin(Principal principal, RpcMessage message, HttpRequest request) {
    return sessions.open(
        principal,
        members.upstreams(),
        message,
        request.body(),
        System.nanoTime(),
        oldest -> door.closed(oldest.principal(), oldest.id()));
  }

  @SuppressWarnings("NullAway") // A session is there wherever the era has them.
  private void go(Inbound in, Reach reach) {
    switch (reach) {
      case Reach.Opening opening -> {
        if (in.session() == null) {
          in.noMethod();
        } else {
          new OpeningRun(members, sessions).start(in, in.session());
        }
      }
      case Reach.Listing listing -> new ListingRun(members, table, collisions, in, listing).start();
      case Reach.Discovery discovery when in.isModern() -> new Discovery(members).start(in);
      case Reach.Discovery discovery -> in.noMethod();
      case Reach.Subscribing subscribing -> routing.subscribe(in);
      case Reach.Named named -> routing.named(in, named);
      case Reach.Located located -> routing.located(in, located);
      case Reach.Everywhere everywhere -> routing.everywhere(in);
      case Reach.Cancelling cancelling -> routing.cancel(in);
      case Reach.Answering answering -> routing.answer(in);
      case Reach.Opened opened -> {
        if (in.session() != null) {
          in.session().ready();
        }
        routing.everywhere(in);
      }
      case Reach.Here here -> in.result("{}");
      case Reach.Nowhere nowhere -> in.noMethod();
    }
  }

  private void bodiless(
      HttpRequest request, Responder responder, Principal principal, Subject subject) {
    Exchange exchange;
    try {
      exchange = legacy.bodiless(request.headers(), subject);
    } catch (ProtocolViolation e) {
      responder.answer(e.status(), Headers.of("content-type", "application/json"), e.body());
      return;
    }
    if (request.headers().text(LegacyProtocol.SESSION_ID).isEmpty()) {
      refuse(responder, 405, "method: got " + request.method() + " without a session");
      return;
    }
    FederatedSession session = found(request, responder, principal);
    if (session == null) {
      return;
    }
    Inbound in = new Inbound(request, responder, principal, NO_MESSAGE, legacy, exchange, session);
    if (subject instanceof Subject.Ending) {
      sessions.remove(session);
      members.end(session, in.loop());
      responder.answer(200, Headers.of(), new byte[0]);
    } else {
      routing.listen(in, session);
    }
  }

  /** The caller's session, or null, and then the refusal is given. */
  private @org.jspecify.annotations.Nullable FederatedSession found(
      HttpRequest request, Responder responder, Principal principal) {
    String id = request.headers().text(LegacyProtocol.SESSION_ID);
    if (id.isEmpty()) {
      refuse(responder, 400, "session: got no id (expected: the id this endpoint gave out)");
      return null;
    }
    FederatedSession session = sessions.find(id, principal, System.nanoTime());
    if (session == null) {
      refuse(responder, 404, "session: got an id that is not known (expected: begin a new one)");
    }
    return session;
  }

  private static boolean isOurs(String target) {
    return target.equals(PATH) || target.startsWith(PATH + "?");
  }

  private static void refuse(Responder responder, int status, String text) {
    Headers headers = Headers.of("content-type", "application/json");
    if (status == 405) {
      headers.set("allow", "POST, GET, DELETE");
    }
    responder.answer(status, headers, Json.error("null", NOT_ADMITTED, text));
  }
}
