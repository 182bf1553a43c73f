// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.CredentialTable;
import io.holdpoint.gateway.identity.KeyUse;
import io.holdpoint.gateway.identity.Presented;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.oauth.ResourceServer;
import io.holdpoint.gateway.identity.oauth.TokenCheck;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.step.LoopThread;
import io.holdpoint.gateway.tls.PeerCertificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who calls, and whether it may call from where it does; the refusals are given here. */
public final class Admission implements AutoCloseable {

  /** No request of this gateway's; outside the reserved range of codes. */
  static final int NOT_ADMITTED = -31003;

  private static final String BEARER = "Bearer ";
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final OriginRules origins;
  private final CredentialTable keys;
  private final @Nullable ResourceServer oauth;

  /**
   * @param oauth null if no access tokens are taken
   */
  public Admission(OriginRules origins, CredentialTable keys, @Nullable ResourceServer oauth) {
    this.origins = origins;
    this.keys = keys;
    this.oauth = oauth;
  }

  /**
   * Goes on with the caller of a request, at once or, where its token must be looked at, later on
   * the same loop; or refuses it.
   *
   * @param upstream the name the path asks for, possibly of none
   */
  void admit(HttpRequest request, Responder responder, String upstream, Consumer<Principal> then) {
    admit(request, responder, path(request.target()), upstream, then);
  }

  /**
   * The same for a request that is a part of what goes on at another endpoint.
   *
   * @param endpoint the path of that one: what a token must be good for
   * @param upstream its name
   */
  public void admit(
      HttpRequest request,
      Responder responder,
      String endpoint,
      String upstream,
      Consumer<Principal> then) {
    Optional<String> foreign = origins.objection(request.headers());
    if (foreign.isPresent()) {
      refuse(responder, 403, Headers.of(), foreign.get());
      return;
    }
    List<String> authorization = request.headers().all("authorization");
    switch (keys.authenticate(authorization, request.certificate())) {
      case Presented.Known known -> then.accept(known.principal());
      case Presented.Refused refused -> refuse(responder, 403, Headers.of(), refused.why());
      case Presented.Unknown unknown ->
          byToken(request, responder, new Place(endpoint, upstream), token(authorization), then);
    }
  }

  private void byToken(
      HttpRequest request,
      Responder responder,
      Place place,
      String token,
      Consumer<Principal> then) {
    ResourceServer server = oauth;
    if (server == null || token.isEmpty()) {
      unauthorized(request, responder, place, Optional.empty());
      return;
    }
    PeerCertificate certificate = request.certificate();
    Stages.then(
        new LoopThread(responder.loop()),
        server.check(
            token,
            host(request),
            place.endpoint(),
            certificate == null ? "" : certificate.thumbprint()),
        (check, failure) -> checked(request, responder, place, check, failure, then));
  }

  /** What is asked for: a path, and the upstream there. */
  private record Place(String endpoint, String upstream) {}

  /** Answers a request for the metadata of an endpoint; false if it is none. */
  public boolean describes(HttpRequest request, Responder responder, Predicate<String> isEndpoint) {
    ResourceServer server = oauth;
    Optional<String> endpoint = ResourceServer.describes(path(request.target()));
    if (server == null || endpoint.isEmpty() || !isEndpoint.test(endpoint.get())) {
      return false;
    }
    Optional<String> foreign = origins.objection(request.headers());
    if (foreign.isPresent()) {
      refuse(responder, 403, Headers.of(), foreign.get());
    } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      refuse(responder, 405, Headers.of("allow", "GET, HEAD"), "method: (expected: GET)");
    } else {
      responder.answer(
          200,
          Headers.of("content-type", "application/json", "cache-control", "no-store"),
          Json.bytes(server.metadata(host(request), endpoint.get())));
    }
    return true;
  }

  /**
   * Refuses a request whose caller's token does not cover it; true if it may go on.
   *
   * @param call whether the request is of the kind that is judged
   */
  public boolean covers(
      Principal principal,
      HttpRequest request,
      Responder responder,
      String upstream,
      boolean call) {
    ResourceServer server = oauth;
    if (server == null || server.covers(principal, upstream, call)) {
      return true;
    }
    String challenge = server.insufficient(host(request), path(request.target()), upstream, call);
    refuse(
        responder,
        403,
        Headers.of("www-authenticate", challenge),
        "scope: got too few (expected: those named in WWW-Authenticate)");
    return false;
  }

  /** Every token and key of the gateway's own, and when it was last used. */
  public List<KeyUse> keyUses() {
    return keys.uses();
  }

  @Override
  public void close() {
    if (oauth != null) {
      oauth.close();
    }
  }

  static void refuse(Responder responder, int status, Headers headers, String text) {
    headers.set("content-type", "application/json");
    responder.answer(status, headers, Json.error("null", NOT_ADMITTED, text));
  }

  private void checked(
      HttpRequest request,
      Responder responder,
      Place place,
      @Nullable TokenCheck check,
      @Nullable Throwable failure,
      Consumer<Principal> then) {
    if (!responder.isOpen()) {
      return;
    }
    switch (check) {
      case TokenCheck.Good good -> {
        Optional<String> objection =
            keys.objection(good.principal(), request.certificate(), good.bound());
        if (objection.isPresent()) {
          refuse(responder, 403, Headers.of(), objection.get());
        } else {
          then.accept(good.principal());
        }
      }
      case TokenCheck.Bad bad -> unauthorized(request, responder, place, Optional.of(bad.why()));
      case TokenCheck.Unsure unsure -> unavailable(responder, unsure.why());
      case null -> unavailable(responder, String.valueOf(failure));
    }
  }

  private static void unavailable(Responder responder, String why) {
    LOG.warn("a token could not be checked: {}", why);
    refuse(
        responder,
        503,
        Headers.of("retry-after", "5"),
        "authorization: got a token that cannot be checked now (expected: a reachable issuer)");
  }

  private void unauthorized(
      HttpRequest request, Responder responder, Place place, Optional<String> why) {
    ResourceServer server = oauth;
    String challenge =
        server == null
            ? "Bearer realm=\"holdpoint\""
            : server.challenge(host(request), place.endpoint(), place.upstream(), why);
    refuse(
        responder,
        401,
        Headers.of("www-authenticate", challenge),
        "authorization: got no token or an unknown one (expected: Bearer and a token of this"
            + " gateway)");
  }

  /** The token that is shown, empty if there is none. */
  static String token(List<String> authorization) {
    if (authorization.size() != 1
        || !authorization.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return "";
    }
    return authorization.getFirst().substring(BEARER.length()).strip();
  }

  private static String host(HttpRequest request) {
    return request.headers().text("host");
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
