// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.api.HostedCalls;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.RequestHandler;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.ProtocolViolation;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.StepKind;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Takes in every request: who may call from where, whom, and in which era; then hands it over. */
public final class FrontDoor implements RequestHandler {

  private static final String PATH_END = "/mcp";

  private final CallServices services;
  private final Admission admission;
  private final Map<String, Upstream> upstreams;
  private final List<Protocol> protocols;
  private final LegacyProtocol legacy;
  private final JsonRpcReader reader = JsonRpcReader.strict();

  /**
   * @param upstreams by name
   * @param modern tried first; whatever it does not speak is legacy
   */
  public FrontDoor(
      CallServices services,
      Admission admission,
      Map<String, Upstream> upstreams,
      Protocol modern,
      LegacyProtocol legacy) {
    this.services = services;
    this.admission = admission;
    this.upstreams = Map.copyOf(upstreams);
    this.protocols = List.of(modern, legacy);
    this.legacy = legacy;
  }

  /**
   * Goes on with whoever calls the endpoint over several upstreams, at once or later on the same
   * loop; or gives the refusal.
   */
  public void admit(HttpRequest request, Responder responder, Consumer<Principal> then) {
    admission.admit(request, responder, "", then);
  }

  /**
   * Takes in a request to one upstream that is a part of a request to several.
   *
   * @param principal who was admitted
   * @param name of the upstream
   * @param federated the session over several upstreams, empty if there is none
   */
  public void take(
      HttpRequest request,
      Responder responder,
      Principal principal,
      String name,
      String federated) {
    Upstream upstream = upstreams.get(name);
    if (upstream == null) {
      throw new IllegalArgumentException("upstream: got " + name + " (expected: a configured one)");
    }
    route(request, responder, principal, upstream, federated);
  }

  /** A session over several upstreams is over. */
  public void closed(Principal principal, String federated) {
    services.sessions().closed(principal, federated);
  }

  @Override
  public void handle(HttpRequest request, Responder responder) {
    String name = upstreamName(request.target());
    if (!admission.describes(request, responder, this::isEndpoint)) {
      admission.admit(
          request, responder, name, principal -> admitted(request, responder, principal, name));
    }
  }

  private boolean isEndpoint(String path) {
    return path.isEmpty() || path.equals(PATH_END) || upstreams.containsKey(upstreamName(path));
  }

  private void admitted(
      HttpRequest request, Responder responder, Principal principal, String name) {
    Upstream upstream = upstreams.get(name);
    if (upstream == null) {
      Admission.refuse(
          responder,
          404,
          Headers.of(),
          "path: got "
              + Json.quote(printable(request.target()))
              + " (expected: /{upstream}/mcp, upstream being one of "
              + String.join(", ", new TreeSet<>(upstreams.keySet()))
              + ")");
      return;
    }
    route(request, responder, principal, upstream, "");
  }

  @Override
  public byte[] tooLarge(long limit) {
    return Json.error(
        "null",
        Admission.NOT_ADMITTED,
        "body: got more bytes than allowed (expected: at most " + limit + ")");
  }

  @Override
  public byte[] unreadable(String why) {
    return Json.error("null", Admission.NOT_ADMITTED, "request: " + why + " (expected: HTTP/1.1)");
  }

  /** Takes in a request whose caller is known by other means than its header fields. */
  public void admitted(
      HttpRequest request, Responder responder, Principal principal, Upstream upstream) {
    route(request, responder, principal, upstream, "");
  }

  private void route(
      HttpRequest request,
      Responder responder,
      Principal principal,
      Upstream upstream,
      String federated) {
    switch (request.method()) {
      case "POST" -> post(request, responder, principal, upstream, federated, false);
      case "GET" ->
          bodiless(request, responder, principal, upstream, federated, new Subject.Listening());
      case "DELETE" ->
          bodiless(request, responder, principal, upstream, federated, new Subject.Ending());
      default ->
          Admission.refuse(
              responder,
              405,
              Headers.of("allow", "POST, GET, DELETE"),
              "method: got " + request.method() + " (expected: POST, GET or DELETE)");
    }
  }

  /** A request it has had before, whose caller was authenticated then and now. */
  private void again(
      HttpRequest request,
      Responder responder,
      Principal principal,
      String name,
      String federated) {
    Upstream upstream = upstreams.get(name);
    if (upstream == null) {
      Admission.refuse(
          responder, 404, Headers.of(), "upstream: got one that is not served any more");
    } else {
      post(request, responder, principal, upstream, federated, true);
    }
  }

  private void post(
      HttpRequest request,
      Responder responder,
      Principal principal,
      Upstream upstream,
      String federated,
      boolean again) {
    RpcMessage message;
    Exchange exchange;
    Protocol protocol;
    try {
      message = reader.read(request.body());
      protocol = speaking(message);
      exchange = protocol.read(request.headers(), message).within(federated);
      exchange = again ? exchange.waitingInPlace() : exchange;
    } catch (RpcSyntaxException e) {
      byte[] body = Json.error(e.id(), e.code(), String.valueOf(e.getMessage()));
      responder.answer(400, Headers.of("content-type", "application/json"), body);
      return;
    } catch (ProtocolViolation e) {
      responder.answer(e.status(), Headers.of("content-type", "application/json"), e.body());
      return;
    }
    boolean judgedKind = exchange.subject() instanceof Subject.Judged;
    if (!admission.covers(principal, request, responder, upstream.name(), judgedKind)) {
      return;
    }
    Caller caller = caller(request, responder, principal, upstream, protocol, exchange);
    if (isTooMuch(principal)) {
      overloaded(caller);
    } else if (exchange.subject() instanceof Subject.Judged judged && exchange.wantsAnswer()) {
      afterItsList(caller, judged, () -> judged(caller, judged, message));
    } else if (exchange.subject() instanceof Subject.Watching watching && exchange.wantsAnswer()) {
      new WatchedCall(services, caller, watching).start();
    } else if (exchange.subject() instanceof Subject.Task task) {
      new TaskAnswer(services, caller, task, this::again).start();
    } else if (exchange.subject() instanceof Subject.Answer) {
      new ClientAnswers(services).take(caller, message);
    } else {
      new RelayedCall(services, caller).start();
    }
  }

  /** Begins a call once the tools of its upstream are known. */
  private void afterItsList(Caller caller, Subject.Judged judged, Runnable call) {
    boolean free = services.gate().read(caller.session()) instanceof GateState.Active;
    if (judged.kind() == StepKind.TOOL_CALL && free) {
      services
          .first()
          .before(
              services,
              caller,
              () -> {
                if (caller.responder().isOpen()) {
                  call.run();
                }
              });
    } else {
      call.run();
    }
  }

  /** A call that a host was asked about already is the same step, of the session it vouched for. */
  private void judged(Caller caller, Subject.Judged subject, RpcMessage message) {
    HostedCalls.Claimed claimed =
        services.hosted().isEmpty()
            ? null
            : new HostJoin(services).claim(caller, subject, message.meta());
    if (claimed == null) {
      new HeldCaller(services).begin(caller, message, subject);
    } else {
      new JudgedCall(services, caller.in(claimed.live()), claimed.run(), 0).start();
    }
  }

  private void bodiless(
      HttpRequest request,
      Responder responder,
      Principal principal,
      Upstream upstream,
      String federated,
      Subject subject) {
    if (!admission.covers(principal, request, responder, upstream.name(), false)) {
      return;
    }
    Exchange exchange;
    try {
      exchange = legacy.bodiless(request.headers(), subject).within(federated);
    } catch (ProtocolViolation e) {
      responder.answer(e.status(), Headers.of("content-type", "application/json"), e.body());
      return;
    }
    Caller caller = caller(request, responder, principal, upstream, legacy, exchange);
    if (subject instanceof Subject.Listening && isTooMuch(principal)) {
      overloaded(caller);
    } else {
      new RelayedCall(services, caller).start();
    }
  }

  private boolean isTooMuch(Principal principal) {
    return services.open().size(principal.floor()) >= services.limits().maxOpen();
  }

  /** An agent reads this of a call as of any other; who waits for no answer gets the status. */
  private static void overloaded(Caller caller) {
    String text =
        "The call was not run: too many calls of this caller are under way. Try again in a few"
            + " seconds.";
    if (caller.exchange().wantsAnswer()) {
      Answers.refusal(caller, text);
    } else {
      Headers headers = Headers.of("content-type", "application/json", "retry-after", "2");
      caller.responder().answer(503, headers, Json.error("null", Admission.NOT_ADMITTED, text));
    }
  }

  private Caller caller(
      HttpRequest request,
      Responder responder,
      Principal principal,
      Upstream upstream,
      Protocol protocol,
      Exchange exchange) {
    LiveSession live =
        exchange.subject() instanceof Subject.Opening
            ? services
                .sessions()
                .resolveOpening(principal, upstream.name(), exchange.hints(), request.connection())
            : services
                .sessions()
                .resolve(principal, upstream.name(), exchange.hints(), request.connection());
    return new Caller(principal, live, upstream, protocol, exchange, request, responder);
  }

  private Protocol speaking(RpcMessage message) {
    for (Protocol protocol : protocols) {
      if (protocol.speaks(message)) {
        return protocol;
      }
    }
    return legacy;
  }

  /** The name in {@code /{upstream}/mcp}, or a text no upstream can have. */
  private static String upstreamName(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return path.startsWith("/") && path.endsWith(PATH_END) && path.length() > PATH_END.length() + 1
        ? path.substring(1, path.length() - PATH_END.length())
        : "";
  }

  private static String printable(String target) {
    return target.length() > 200 ? target.substring(0, 200) + "..." : target;
  }
}
