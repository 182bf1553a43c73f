// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.call.Admission;
import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.RequestHandler;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes in clients of HTTP+SSE (2024-11-05) and lets them in by the same door as all others: each
 * of their messages becomes a request of streamable HTTP, each answer an event. {@code GET
 * /{upstream}/sse} opens a stream, {@code POST /{upstream}/messages?sessionId=...} says something.
 */
public final class SseDoor implements RequestHandler {

  private static final String STREAM = "/sse";
  private static final String MESSAGES = "/messages";
  private static final String SESSION = "sessionId=";
  private static final int ID_BYTES = 24;
  private static final byte[] NOTHING = new byte[0];

  private final RequestHandler rest;
  private final FrontDoor door;
  private final CallServices services;
  private final Admission admission;
  private final Set<String> upstreams;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SseClient> clients = new ConcurrentHashMap<>();

  /**
   * @param rest lets in everything that is not for this one
   * @param door takes what is said
   * @param admission says who may say it
   * @param upstreams their names
   */
  public SseDoor(
      RequestHandler rest,
      FrontDoor door,
      CallServices services,
      Admission admission,
      Set<String> upstreams) {
    this.rest = rest;
    this.door = door;
    this.services = services;
    this.admission = admission;
    this.upstreams = Set.copyOf(upstreams);
  }

  @Override
  public void handle(HttpRequest request, Responder responder) {
    int query = request.target().indexOf('?');
    String path = query < 0 ? request.target() : request.target().substring(0, query);
    String opens = request.method().equals("GET") ? upstream(path, STREAM) : null;
    String says = request.method().equals("POST") ? upstream(path, MESSAGES) : null;
    if (opens != null) {
      admission.admit(
          request, responder, path, opens, who -> admitted(opens, request, responder, who));
    } else if (says != null) {
      // Whoever may use the stream may say something on it: one endpoint, and one audience.
      String endpoint = "/" + says + STREAM;
      admission.admit(
          request, responder, endpoint, says, who -> say(says, request, responder, who));
    } else if (!admission.describes(request, responder, at -> upstream(at, STREAM) != null)) {
      rest.handle(request, responder);
    }
  }

  private void admitted(String upstream, HttpRequest request, Responder responder, Principal who) {
    if (admission.covers(who, request, responder, upstream, false)) {
      open(upstream, request, responder, who);
    }
  }

  @Override
  public byte[] tooLarge(long limit) {
    return rest.tooLarge(limit);
  }

  @Override
  public byte[] unreadable(String why) {
    return rest.unreadable(why);
  }

  private void open(String upstream, HttpRequest request, Responder responder, Principal who) {
    long already = clients.values().stream().filter(c -> c.isOf(upstream, who)).count();
    if (already >= services.limits().maxOpen()) {
      responder.answer(
          503,
          Words.json().set("retry-after", "2"),
          Json.error("null", Words.BRIDGE, "stream: got too many of this caller"));
      return;
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    SseClient client =
        new SseClient(
            door,
            services,
            upstream,
            who,
            request.connection(),
            responder,
            () -> clients.remove(id));
    clients.put(id, client);
    client.begin("/" + upstream + MESSAGES + "?" + SESSION + id);
  }

  private void say(String upstream, HttpRequest request, Responder responder, Principal who) {
    SseClient client = clients.get(sessionId(request.target()));
    if (client == null || !client.isOf(upstream, who)) {
      responder.answer(
          404,
          Words.json(),
          Json.error(
              "null",
              Words.BRIDGE,
              "sessionId: got one of no open stream (expected: GET"
                  + " /"
                  + upstream
                  + STREAM
                  + " first)"));
    } else if (client.say(request, who)) {
      responder.answer(202, Headers.of(), NOTHING);
    } else {
      responder.answer(
          503,
          Words.json().set("retry-after", "1"),
          Json.error("null", Words.BRIDGE, "session: got too many messages without an answer"));
    }
  }

  private @Nullable String upstream(String path, String end) {
    if (!path.startsWith("/") || !path.endsWith(end) || path.length() <= end.length() + 1) {
      return null;
    }
    String name = path.substring(1, path.length() - end.length());
    return upstreams.contains(name) ? name : null;
  }

  private static String sessionId(String target) {
    int query = target.indexOf('?');
    for (String part : query < 0 ? new String[0] : target.substring(query + 1).split("&")) {
      if (part.startsWith(SESSION)) {
        return part.substring(SESSION.length());
      }
    }
    return "";
  }
}
