// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Holding;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.TaskView;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.StepKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers for tasks that held calls became. A task runs when its caller asks for it after it was
 * approved: nothing runs that nobody waits for.
 */
final class TaskAnswer {

  static final String WAITING = "waiting for an operator's approval";

  private static final String RUNNING = "approved, running";

  private final CallServices services;
  private final Caller caller;
  private final Subject.Task subject;
  private final Readmission readmission;

  TaskAnswer(CallServices services, Caller caller, Subject.Task subject, Readmission readmission) {
    this.services = services;
    this.caller = caller;
    this.subject = subject;
    this.readmission = readmission;
  }

  /** Takes in a request again that was received before. */
  interface Readmission {
    void again(
        HttpRequest request,
        Responder responder,
        Principal principal,
        String upstream,
        String federated);
  }

  /** Answers; what is no task of this gateway and principal is another server's. */
  void start() {
    Holding holding = caller.protocol().holding();
    Optional<String> ref = services.holds().calls().refOf(subject.task(), floor());
    if (holding == null || ref.isEmpty()) {
      new RelayedCall(services, caller).start();
    } else if (services.gate().read(caller.session()) instanceof GateState.Killed killed) {
      Answers.refusal(caller, NeutralText.refused(killed.cause().header().ref()));
    } else {
      switch (subject.verb()) {
        case GET -> find(holding, ref.get());
        case UPDATE -> Answers.message(caller, holding.taken(caller.exchange()));
        case CANCEL ->
            Stages.then(
                caller.thread(),
                services.holds().desk().withdraw(ref.get(), "its caller took it back"),
                (done, failure) -> Answers.message(caller, holding.taken(caller.exchange())));
      }
    }
  }

  private void find(Holding holding, String ref) {
    Stages.then(
        caller.thread(),
        Stages.attempt(() -> services.holds().desk().find(ref)),
        (found, failure) -> {
          byte[] answer =
              found == null || found.isEmpty()
                  ? holding.unknownTask(caller.exchange())
                  : holding.task(caller.exchange(), view(found.get()));
          Answers.message(caller, answer);
        });
  }

  private TaskView view(Approval approval) {
    Optional<TaskRuns.Run> run = services.holds().runs().of(approval.ref());
    if (run.isPresent()) {
      byte[] answer = run.get().answer();
      return answer == null
          ? view(approval, new TaskView.Status.Working(), RUNNING)
          : view(approval, ended(answer), "done");
    }
    return switch (approval.state()) {
      case ApprovalState.Pending pending -> view(approval, new TaskView.Status.Working(), WAITING);
      case ApprovalState.Granted granted ->
          run(approval)
              ? view(approval, new TaskView.Status.Working(), RUNNING)
              : view(
                  approval,
                  failed("The call is approved, but not kept here: make it again."),
                  "approved");
      case ApprovalState.Denied denied ->
          view(approval, refused(NeutralText.refused(approval.ref())), "refused");
      case ApprovalState.Closed closed ->
          view(approval, new TaskView.Status.Cancelled(), "the call was not run");
      case ApprovalState.Used used ->
          view(approval, failed("The call was run, but its answer is not kept any more."), "done");
    };
  }

  private TaskView view(Approval approval, TaskView.Status status, String message) {
    Instant now = services.clock().instant();
    return new TaskView(
        subject.task(),
        status,
        message,
        approval.askedAt(),
        now,
        TaskRuns.KEPT.plus(java.time.Duration.between(approval.askedAt(), approval.expiresAt())),
        services.holds().settings().pollEvery());
  }

  /**
   * Runs the call as it was received; it is judged like any other and finds its grant. False if it
   * was put before people by a caller that waits for it itself.
   */
  private boolean run(Approval approval) {
    TaskRuns runs = services.holds().runs();
    String ref = approval.ref();
    Optional<byte[]> stored = services.holds().calls().open(approval.request().envelope(), floor());
    if (stored.isEmpty()) {
      return false;
    }
    if (!runs.begin(ref)) {
      return true;
    }
    HttpRequest request = StoredCall.read(stored.get()).request(caller.request().connection());
    // It was kept without one; whoever asks now was authenticated by this.
    for (String shown : caller.request().headers().all("authorization")) {
      request.headers().set("authorization", shown);
    }
    TaskResponder responder =
        new TaskResponder(
            caller.loop(), services.limits().maxAnswer(), answer -> runs.ended(ref, answer));
    readmission.again(
        request,
        responder,
        caller.principal(),
        approval.request().attempt().tool().upstream(),
        caller.exchange().hints().federated());
    return true;
  }

  private static TaskView.Status failed(String text) {
    return new TaskView.Status.Failed(
        "{\"code\":" + Refusals.REFUSED + ",\"message\":" + Json.quote(text) + "}");
  }

  private TaskView.Status ended(byte[] answer) {
    try {
      RpcMessage message = services.answers().read(answer);
      return message.failed()
          ? new TaskView.Status.Failed(message.root().raw("error"))
          : new TaskView.Status.Completed(message.root().raw("result"));
    } catch (RpcSyntaxException unreadable) {
      return new TaskView.Status.Failed(
          "{\"code\":"
              + Answers.UPSTREAM_FAILED
              + ",\"message\":"
              + Json.quote("upstream: got no readable answer (expected: a response)")
              + "}");
    }
  }

  /** As an ordinary result, so that the agent reads why. */
  private TaskView.Status refused(String text) {
    Subject.Judged call = new Subject.Judged(StepKind.TOOL_CALL, "", "", null);
    byte[] answer = caller.protocol().refusal(caller.exchange().about(call), text);
    return ended(requireNonNull(answer));
  }

  private FloorId floor() {
    return caller.session().floor();
  }
}
