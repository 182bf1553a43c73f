// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.FieldNames;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Subject;
import java.io.ByteArrayOutputStream;

/** Gives answers in the form a caller takes: a plain body, an event, or a stream's last event. */
final class Answers {

  /** The gateway could not reach the upstream; outside the reserved range of codes. */
  static final int UPSTREAM_FAILED = -31002;

  private Answers() {}

  /** A JSON-RPC message of the gateway's own. */
  static void message(Caller caller, byte[] json) {
    Responder responder = caller.responder();
    boolean streamOnly =
        !caller.exchange().can().takesJson() && caller.exchange().can().takesStream();
    if (responder.hasBegun() || streamOnly) {
      beginStream(responder);
      responder.write(event(json));
      responder.end();
    } else {
      responder.answer(200, Headers.of("content-type", "application/json"), json);
    }
  }

  /** A refusal, worded by the protocol. */
  static void refusal(Caller caller, String text) {
    message(caller, caller.protocol().refusal(caller.exchange(), text));
  }

  /** An upstream's whole answer, as it came. */
  static void relay(Caller caller, int status, Headers headers, byte[] body) {
    Responder responder = caller.responder();
    if (!responder.hasBegun()) {
      responder.answer(status, headers.endToEnd(FieldNames.NONE), body);
    } else if (status == 200) {
      responder.write(event(body));
      responder.end();
    } else {
      String text = "upstream: got HTTP status " + status + " (expected: 200)";
      responder.write(event(Json.error(caller.exchange().id(), UPSTREAM_FAILED, text)));
      responder.end();
    }
  }

  static void beginStream(Responder responder) {
    if (!responder.hasBegun()) {
      responder.begin(
          200,
          Headers.of(
              "content-type", "text/event-stream", "cache-control", "no-cache, no-transform"));
    }
  }

  /**
   * An upstream that did not answer. A 5xx is no evidence of an era to any client; later on only an
   * error on 200 reaches the agent with its text.
   */
  static void upstreamFailed(Caller caller, UpstreamFailure failure) {
    String text =
        "upstream "
            + caller.upstream().name()
            + ": got "
            + failure.text()
            + " (expected: an answer from "
            + caller.upstream().transport().address().text()
            + ")";
    String id = caller.exchange().wantsAnswer() ? caller.exchange().id() : "null";
    byte[] body = Json.error(id, UPSTREAM_FAILED, text);
    boolean plain =
        switch (caller.exchange().subject()) {
          case Subject.Judged judged -> false;
          case Subject.Listing listing -> false;
          case Subject.Watching watching -> false;
          case Subject.Discovery discovery -> caller.exchange().can().closeCancels();
          case Subject.Task task -> false;
          case Subject.Relayed relayed -> relayed.safe() && caller.exchange().can().closeCancels();
          case Subject.Opening opening -> true;
          case Subject.Notice notice -> true;
          case Subject.Answer answer -> true;
          case Subject.Listening listening -> true;
          case Subject.Ending ending -> true;
        };
    if (plain && !caller.responder().hasBegun()) {
      int status = failure == UpstreamFailure.ANSWER_TIMEOUT ? 504 : 502;
      caller.responder().answer(status, Headers.of("content-type", "application/json"), body);
    } else {
      message(caller, body);
    }
  }

  /** One server-sent event; line breaks within JSON are only space and become lines of data. */
  static byte[] event(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 32);
    out.writeBytes(Json.bytes("event: message\ndata: "));
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (b == '\n') {
        out.writeBytes(Json.bytes("\ndata: "));
      } else if (b != '\r') {
        out.write(b);
      }
    }
    out.writeBytes(Json.bytes("\n\n"));
    return out.toByteArray();
  }
}
