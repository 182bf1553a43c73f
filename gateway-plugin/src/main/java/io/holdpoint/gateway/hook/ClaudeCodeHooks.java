// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hook;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.api.DecisionService;
import io.holdpoint.gateway.api.HostAnswer;
import io.holdpoint.gateway.api.HostCall;
import io.holdpoint.gateway.api.json.HostBody;
import io.holdpoint.gateway.api.json.HostRefusal;
import io.holdpoint.gateway.api.json.HostReply;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers the HTTP hooks of Claude Code: what it is about to do is decided on, what came back is
 * judged before its model reads it, what its user says lets the judges know the task. Stateless; no
 * stage fails.
 *
 * <p>Its host goes on with a tool call if a hook answers anything but 200, so every complaint about
 * a call is a refusal of that call.
 */
public final class ClaudeCodeHooks {

  private final DecisionService decisions;

  public ClaudeCodeHooks(DecisionService decisions) {
    this.decisions = requireNonNull(decisions, "decisions");
  }

  /**
   * Answers one event.
   *
   * @param host whose credential was shown
   * @param query of the address: principal, hold, wait
   */
  public CompletionStage<HostReply> answer(Host host, String query, byte[] body) {
    String event = "";
    try {
      HostBody read = HostBody.read(body);
      event = read.required("hook_event_name", 64);
      return answer(event, HookInput.of(host, HookSettings.of(query), read));
    } catch (HostRefusal refusal) {
      return CompletableFuture.completedStage(
          event.equals("PreToolUse")
              ? HookReplies.denied(String.valueOf(refusal.getMessage()))
              : refusal.reply());
    }
  }

  private CompletionStage<HostReply> answer(String event, HookInput input) throws HostRefusal {
    return switch (event) {
      case "PreToolUse" ->
          decisions
              .decide(input.attempt(input.settings().patience()))
              .thenApply(answer -> HookReplies.beforeTool(answer, input.settings().hold()));
      case "PostToolUse" -> complete(event, input, new Outcome.Succeeded(), input.response());
      case "PostToolUseFailure" ->
          complete(event, input, new Outcome.ToolError(), Json.quote(input.text("error")));
      case "UserPromptSubmit" ->
          say(input, HostCall.Speaker.USER, input.text("prompt")).thenApply(HookReplies::prompt);
      case "SessionStart", "SubagentStart" ->
          decisions.look(input.session()).thenApply(HookReplies::onlyKill);
      case "Stop" ->
          say(input, HostCall.Speaker.MODEL, input.text("last_assistant_message"))
              .thenApply(HookReplies::onlyKill);
      case "SubagentStop" ->
          say(input, HostCall.Speaker.MODEL, input.text("last_assistant_message"))
              .thenCompose(answer -> ended(input.session(), answer));
      case "SessionEnd" -> ended(input.session(), new HostAnswer.Permit(""));
      default -> decisions.look(input.session()).thenApply(HookReplies::onlyKill);
    };
  }

  private CompletionStage<HostReply> complete(
      String event, HookInput input, Outcome outcome, String result) throws HostRefusal {
    return decisions
        .complete(
            new HostCall.Completion(
                input.session(), input.step(), outcome, result, input.attempt(Duration.ZERO)))
        .thenApply(
            answer ->
                answer.map(a -> HookReplies.afterTool(event, a)).orElseGet(HookReplies::nothing));
  }

  /** The same words twice in a session say nothing new. */
  private CompletionStage<HostAnswer> say(HookInput input, HostCall.Speaker speaker, String text) {
    if (text.isBlank()) {
      return decisions.look(input.session());
    }
    String id = "said-" + Hashes.sha256Hex(16, speaker.name(), text);
    return decisions.observe(new HostCall.Said(input.session(), id, speaker, text));
  }

  private CompletionStage<HostReply> ended(HostSession session, HostAnswer answer) {
    return decisions.ended(session).thenApply(nothing -> HookReplies.onlyKill(answer));
  }
}
