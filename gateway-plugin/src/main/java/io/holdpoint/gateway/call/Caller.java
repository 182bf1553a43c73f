// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.http.FieldNames;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.step.LoopThread;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.StepKind;
import java.util.List;
import java.util.function.Supplier;

/**
 * One request with all that was found out about it before it is judged.
 *
 * @param principal who calls
 * @param live in which session
 * @param upstream whom
 * @param protocol in which era
 * @param exchange with what
 * @param request as received
 * @param responder the way back
 * @param orders what the policy wants to be done with this request; read when it is done
 */
record Caller(
    Principal principal,
    LiveSession live,
    Upstream upstream,
    Protocol protocol,
    Exchange exchange,
    HttpRequest request,
    Responder responder,
    Supplier<PolicyDecisionPoint.Orders> orders) {

  /** A request of which no policy wants anything. */
  Caller(
      Principal principal,
      LiveSession live,
      Upstream upstream,
      Protocol protocol,
      Exchange exchange,
      HttpRequest request,
      Responder responder) {
    this(
        principal,
        live,
        upstream,
        protocol,
        exchange,
        request,
        responder,
        () -> PolicyDecisionPoint.Orders.NONE);
  }

  /**
   * The inbound credential never travels on, nor does a caller's word on certificates: a server
   * might take it for the gateway's (RFC 9440, section 4). Bodies must stay readable, so no
   * encoding is offered.
   */
  private static final FieldNames NOT_FORWARDED =
      FieldNames.of(
          "authorization",
          "accept-encoding",
          "client-cert",
          "client-cert-chain",
          "x-client-cert",
          "x-forwarded-client-cert",
          "x-ssl-client-cert",
          "ssl-client-cert");

  /** The same caller with another request. */
  Caller with(Exchange other, HttpRequest read) {
    return new Caller(principal, live, upstream, protocol, other, read, responder, orders);
  }

  Session session() {
    return live.session();
  }

  Loop loop() {
    return responder.loop();
  }

  /** The same request in another session. */
  Caller in(LiveSession other) {
    return new Caller(principal, other, upstream, protocol, exchange, request, responder, orders);
  }

  /** The same, as the policy's word on a step says. */
  Caller as(StepRun run) {
    return new Caller(
        principal, live, upstream, protocol, exchange, request, responder, run::orders);
  }

  /** What is masked of it beyond what always is. */
  List<MaskingSettings.Rule> masks() {
    return orders.get().masks();
  }

  /** Where its steps are decided on. */
  StepThread thread() {
    return new LoopThread(loop());
  }

  /** The request as it goes upstream. */
  UpstreamRequest forward(boolean safe) {
    byte[] body = request.method().equals("POST") ? request.body() : new byte[0];
    Headers headers = request.headers().endToEnd(NOT_FORWARDED);
    return new UpstreamRequest(request.method(), headers, body, safe, requester(false));
  }

  /**
   * The request as it goes upstream, as a part of our own trace.
   *
   * @param approved true if a person said yes to it
   */
  UpstreamRequest forward(String traceparent, boolean approved) {
    Headers headers = request.headers().endToEnd(NOT_FORWARDED).set("traceparent", traceparent);
    return new UpstreamRequest(
        request.method(), headers, request.body(), false, requester(approved));
  }

  /**
   * For whom its requests are sent.
   *
   * @param approved true if a person said yes to this one
   */
  Requester requester(boolean approved) {
    String tool =
        exchange.subject() instanceof Subject.Judged judged && judged.kind() == StepKind.TOOL_CALL
            ? judged.tool()
            : "";
    return new Requester(principal.floor().value(), accessToken(), tool, approved);
  }

  /** The token it was admitted with; whoever was admitted by other means has none. */
  private String accessToken() {
    return principal.claims() == null
        ? ""
        : Admission.token(request.headers().all("authorization"));
  }

  /** A message of our own in the same protocol session. */
  UpstreamRequest message(byte[] body) {
    Headers headers = request.headers().endToEnd(NOT_FORWARDED);
    headers.set("content-type", "application/json");
    headers.set("accept", "application/json, text/event-stream");
    return new UpstreamRequest("POST", headers, body, false, own());
  }

  /** A request of our own for the tools of its upstream, in the same protocol session. */
  UpstreamRequest toolsRequest(String id, String cursor) {
    Headers headers = protocol.toolsRequestHeaders(request.headers().endToEnd(NOT_FORWARDED));
    headers.set("content-type", "application/json");
    headers.set("accept", "application/json, text/event-stream");
    byte[] body = protocol.toolsRequest(exchange, id, cursor);
    return new UpstreamRequest("POST", headers, body, true, own());
  }

  /** True if it asks for a later part of a list. */
  boolean asksForMore() {
    return exchange.subject() instanceof Subject.Listing listing && listing.further();
  }

  /** Sends a request of this caller's upstream, on its loop. */
  UpstreamCall send(UpstreamRequest sent, UpstreamListener listener) {
    return upstream.transport().send(loop(), sent, listener);
  }

  WireFacts wire(String method, String requestId) {
    UpstreamTransport.Address address = upstream.transport().address();
    return new WireFacts(
        method,
        requestId,
        exchange.protocolVersion(),
        exchange.hints().mcpSessionId(),
        address.host(),
        address.port(),
        exchange.hints().evidence().places(),
        exchange.hints().evidence().overruledTrace(),
        exchange.hints().callId());
  }

  /** For whom requests of our own are sent. */
  private Requester own() {
    return new Requester(principal.floor().value(), accessToken(), "", false);
  }
}
