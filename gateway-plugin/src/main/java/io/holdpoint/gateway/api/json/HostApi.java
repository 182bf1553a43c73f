// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.api.DecisionService;
import io.holdpoint.gateway.api.HostAnswer;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.model.port.SessionDeclarations;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The decision API in JSON: from a body to a status and a body. Whoever carries it has found out
 * which host calls. No stage fails. Safe for use by many threads.
 */
public final class HostApi {

  private final DecisionService decisions;
  private final Declaring declaring;

  /**
   * @param clock says how long a declaration still lasts
   */
  public HostApi(DecisionService decisions, SessionDeclarations declarations, InstantSource clock) {
    this.decisions = requireNonNull(decisions, "decisions");
    this.declaring = new Declaring(declarations, clock);
  }

  /** What can be asked. */
  public enum Operation {
    /** May a step happen? */
    DECIDE,
    /** How it ended; may its result be read? */
    COMPLETE,
    /** Something was said. */
    OBSERVE,
    /** A step will not happen, or nobody will say how it ended. */
    CANCEL,
    /** A session is over. */
    END,
    /** A session will begin. Waits for the disk: not for event loops. */
    DECLARE
  }

  /** Answers one call. */
  public CompletionStage<HostReply> answer(Host host, Operation operation, byte[] body) {
    try {
      HostBody read = HostBody.read(body);
      return switch (operation) {
        case DECIDE -> decisions.decide(HostCalls.attempt(host, read)).thenApply(HostApi::decided);
        case COMPLETE ->
            decisions
                .complete(HostCalls.completion(host, read))
                .thenApply(answer -> answer.map(HostApi::released).orElseGet(HostApi::unknown));
        case OBSERVE -> decisions.observe(HostCalls.said(host, read)).thenApply(HostApi::decided);
        case CANCEL -> cancel(host, read.only("session", "step"));
        case END ->
            decisions
                .ended(HostCalls.session(host, read.only("session")))
                .thenApply(nothing -> HostReply.ok("{\"ended\":true}"));
        case DECLARE -> CompletableFuture.completedStage(declaring.declare(host, read));
      };
    } catch (HostRefusal refusal) {
      return CompletableFuture.completedStage(refusal.reply());
    }
  }

  private CompletionStage<HostReply> cancel(Host host, HostBody body) throws HostRefusal {
    return decisions
        .cancel(HostCalls.session(host, body), HostCalls.step(body))
        .thenApply(nothing -> HostReply.ok("{\"cancelled\":true}"));
  }

  private static HostReply decided(HostAnswer answer) {
    return switch (answer) {
      case HostAnswer.Permit permit ->
          HostReply.ok(
              permit.traceparent().isEmpty()
                  ? "{\"verdict\":\"permit\"}"
                  : "{\"verdict\":\"permit\",\"traceparent\":"
                      + Json.quote(permit.traceparent())
                      + "}");
      case HostAnswer.Deny deny -> worded("deny", deny.ref(), deny.text());
      case HostAnswer.Hold hold -> worded("hold", hold.ref(), hold.text());
      case HostAnswer.Kill kill -> worded("kill", kill.ref(), kill.text());
    };
  }

  private static HostReply released(HostAnswer answer) {
    return switch (answer) {
      case HostAnswer.Permit permit -> HostReply.ok("{\"verdict\":\"release\"}");
      case HostAnswer.Deny deny -> worded("withhold", deny.ref(), deny.text());
      case HostAnswer.Hold hold -> worded("withhold", hold.ref(), hold.text());
      case HostAnswer.Kill kill -> worded("kill", kill.ref(), kill.text());
    };
  }

  private static HostReply worded(String verdict, String ref, String text) {
    return HostReply.ok(
        "{\"verdict\":"
            + Json.quote(verdict)
            + ",\"ref\":"
            + Json.quote(ref)
            + ",\"text\":"
            + Json.quote(text)
            + "}");
  }

  private static HostReply unknown() {
    return HostReply.error(
        404,
        "step.unknown",
        "step: got one that was not decided on here (expected: one of decide, or an attempt that"
            + " says what it was)");
  }
}
