// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.hold.DeskHold;
import io.holdpoint.gateway.hold.MergePatch;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Splice;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.step.StepKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that a person made of a held one by editing its arguments. It is a step of its own, with
 * the canonical text of the edited arguments and nothing else changed, and is judged like any
 * other. It goes by the grant of the call it was made of, or not at all.
 */
final class EditedCall {

  private static final String ARGUMENTS = "arguments";

  private final CallServices services;
  private final Caller caller;
  private final Subject.Judged subject;
  private final String ref;
  private final ApprovalRequest asked;
  private final ApprovalWord.Edit edit;
  private boolean released;

  private EditedCall(
      CallServices services,
      Caller caller,
      Subject.Judged subject,
      String ref,
      ApprovalRequest asked,
      ApprovalWord.Edit edit) {
    this.services = services;
    this.caller = caller;
    this.subject = subject;
    this.ref = ref;
    this.asked = asked;
    this.edit = edit;
  }

  /** True if the arguments of a caller's request can be edited: those of a tool call, if any. */
  static boolean isPossible(Caller caller) {
    return caller.exchange().subject() instanceof Subject.Judged judged
        && judged.kind() == StepKind.TOOL_CALL
        && judged.arguments().startsWith("{");
  }

  /**
   * The edited call of a held one, or null if this gateway cannot make it.
   *
   * @param ref the grant
   * @param asked what was put before people
   */
  static @Nullable EditedCall of(
      CallServices services,
      Caller caller,
      String ref,
      ApprovalRequest asked,
      ApprovalWord.Edit edit) {
    Optional<String> change =
        services
            .holds()
            .calls()
            .open(edit, caller.session().floor(), asked.attempt().tool().qualifiedName());
    if (change.isEmpty()
        || !isPossible(caller)
        || !(caller.exchange().subject() instanceof Subject.Judged judged)) {
      return null;
    }
    String arguments = MergePatch.apply(judged.arguments(), change.get());
    Subject.Judged other =
        new Subject.Judged(judged.kind(), judged.tool(), arguments, judged.item());
    HttpRequest request = request(services, caller, judged, arguments);
    return request == null
        ? null
        : new EditedCall(
            services,
            caller.with(caller.exchange().about(other), request),
            other,
            ref,
            asked,
            edit);
  }

  /** The grant it goes by. */
  String ref() {
    return ref;
  }

  /** Is judged, from the beginning, if its caller still waits. */
  void begin(int round) {
    if (!caller.responder().isOpen()) {
      return;
    }
    StepRun run = new StepRuns(services).begin(caller, subject);
    new JudgedCall(services, caller, run, round, this).start();
  }

  /** True, once, if what holds it held the call it was made of. */
  boolean covers(ApprovalRequest now) {
    boolean first = !released;
    released = true;
    return first
        && asked.attempt().tool().name().equals(now.attempt().tool().name())
        && asked.rules().containsAll(now.rules());
  }

  /** Uses the grant up, for this call and no other. */
  void redeem(DeskHold hold, StepRun run, Consumer<@Nullable Boolean> then) {
    hold.redeem(ref, asked.goingAs(run.attempt(), edit), then);
  }

  private static @Nullable HttpRequest request(
      CallServices services, Caller caller, Subject.Judged before, String arguments) {
    HttpRequest request = caller.request();
    try {
      RawMember was = services.answers().read(request.body()).params().get(ARGUMENTS);
      if (was == null) {
        return null;
      }
      byte[] body = new Splice(request.body()).replace(was, arguments).toBytes();
      Map<String, String> changed = MergePatch.changedTexts(before.arguments(), arguments);
      changed.remove(before.tool());
      Headers headers =
          caller.protocol().repeating(request.headers(), text -> changed.getOrDefault(text, text));
      return new HttpRequest(
          request.method(), request.target(), headers, body, request.connection());
    } catch (RpcSyntaxException impossible) {
      throw new IllegalStateException("request: cannot be read a second time", impossible);
    }
  }
}
