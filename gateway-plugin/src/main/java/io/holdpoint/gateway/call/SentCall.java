// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.gateway.upstream.Unheard;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A judged request on its way to its upstream and back. A plain answer is held until it is judged;
 * of a stream, only the event that carries the answer is.
 */
final class SentCall implements UpstreamAnswer.Owner {

  private static final String NO_ANSWER = "the stream ended before the answer";

  /** Where the call stands. */
  private enum State {
    UNDER_WAY,
    FINISHING,
    DONE
  }

  private final CallServices services;
  private final Caller caller;
  private final StepRun run;
  private final Owner owner;
  private final UpstreamAnswer answer;
  private State state = State.UNDER_WAY;
  private boolean sent;
  private boolean elsewhere;

  SentCall(CallServices services, Caller caller, StepRun run, Owner owner) {
    this.services = services;
    this.caller = caller;
    this.run = run;
    this.owner = owner;
    this.answer = new UpstreamAnswer(services, caller, this);
  }

  /** Whoever decided that it may leave. */
  interface Owner {

    /** The last look before the first byte leaves; false if the call is taken back. */
    boolean mayLeave();

    /** The step is over. */
    void done();
  }

  void start() {
    services.masks().masks(caller);
    services.sessions().works(caller.live(), caller.principal(), run.traceparent());
    answer.send(caller.forward(run.traceparent(), run.isApproved()));
  }

  /** A signal stands: a killed call ends at once. */
  void signalled() {
    if (state == State.UNDER_WAY
        && services.gate().read(caller.session()) instanceof GateState.Killed killed) {
      answer.cancel();
      tellUpstream();
      Answers.refusal(caller, NeutralText.stopped(killed.cause().header().ref()));
      end(sent ? new Outcome.Unknown("killed in flight") : new Outcome.Refused(), () -> {});
    }
  }

  /**
   * Leaving cancels only where the protocol says so. Elsewhere the call goes on: its answer is
   * judged, and the caller may come back for it.
   */
  void callerLeft() {
    boolean goesOn = !caller.exchange().can().closeCancels() && !caller.responder().wasCutOff();
    if (sent && state == State.UNDER_WAY && goesOn) {
      caller.loop().schedule(services.limits().answer(), this::giveUp);
    } else {
      giveUp();
    }
  }

  private void giveUp() {
    answer.cancel();
    if (state == State.UNDER_WAY) {
      end(sent ? new Outcome.Unknown("caller left") : new Outcome.Refused(), () -> {});
    }
  }

  @Override
  public boolean readyToSend() {
    sent = state == State.UNDER_WAY && owner.mayLeave();
    return sent;
  }

  @Override
  public boolean isOpen() {
    return state == State.UNDER_WAY;
  }

  @Override
  public boolean streams(int code, Headers head) {
    if (head.isEncoded()) {
      failOn("got content-encoding " + head.text("content-encoding") + " (expected: none)");
      return false;
    }
    return code == 200 && head.isEventStream() && !services.gate().isKilled(caller.session());
  }

  @Override
  public void whole(int code, Headers head, byte[] bytes) {
    if (elsewhere) {
      closed(code, head, bytes);
      return;
    }
    AnswerReading reading = AnswerReading.of(code, bytes, services.answers());
    finish(
        reading,
        () -> Answers.relay(caller, code, head, Masked.answer(services, caller, bytes)),
        () -> {});
  }

  @Override
  public void failed(UpstreamFailure failure) {
    if (state != State.UNDER_WAY) {
      caller.responder().abort();
      return;
    }
    Outcome lost =
        failure == UpstreamFailure.ANSWER_TIMEOUT
            ? new Outcome.TimedOut()
            : new Outcome.Unknown(failure.text());
    end(
        failure.sent() && sent ? lost : new Outcome.Refused(),
        () -> Answers.upstreamFailed(caller, failure));
  }

  @Override
  public void tooLong() {
    failOn(
        "got a longer answer than allowed (expected: at most "
            + services.limits().maxAnswer()
            + " bytes)");
  }

  @Override
  public void passed(byte[] data) {
    run.passed(new ClearView(new String(data, StandardCharsets.UTF_8)));
  }

  @Override
  public void answered(RpcMessage message, Runnable release, Runnable next) {
    if (state != State.UNDER_WAY) {
      next.run();
      return;
    }
    Runnable goOn =
        () -> {
          release.run();
          next.run();
        };
    finish(AnswerReading.of(message), goOn, () -> {});
  }

  /** Takes the answer from a stream the caller listens to; false if none is waited for. */
  boolean answeredElsewhere(RpcMessage message, Consumer<Masked.@Nullable View> then) {
    if (!sent || state != State.UNDER_WAY || caller.exchange().can().closeCancels()) {
      return false;
    }
    elsewhere = true;
    answeredLate(message, then);
    return true;
  }

  /** The request's own way ends without the answer: a second one would be one nobody judged. */
  private void closed(int code, Headers head, byte[] bytes) {
    if (bytes.length == 0) {
      Answers.relay(caller, code, head, bytes);
    } else {
      String text = "upstream " + caller.upstream().name() + ": it has answered on another stream";
      byte[] error = Json.error(caller.exchange().id(), Answers.UPSTREAM_FAILED, text);
      Answers.message(caller, error);
    }
  }

  /** Without an answer so far, it may come on a stream the caller listens to. */
  @Override
  public void streamEnded() {
    boolean open = state == State.UNDER_WAY;
    if (open && !caller.exchange().can().closeCancels()) {
      // Before the caller hears of the end: whoever listens by then may have the answer at once.
      services
          .late()
          .expect(
              LateAnswers.key(caller, caller.exchange().id()),
              caller.loop(),
              services.limits().answer(),
              this::answeredLate,
              () -> end(new Outcome.Unknown(NO_ANSWER), () -> {}));
      caller.responder().end();
      return;
    }
    caller.responder().end();
    if (open) {
      end(new Outcome.Unknown(NO_ANSWER), () -> {});
    }
  }

  private void answeredLate(RpcMessage message, Consumer<Masked.@Nullable View> then) {
    if (state == State.UNDER_WAY) {
      finish(
          AnswerReading.of(message),
          () -> {
            then.accept(Masked.view(services, caller));
            if (!caller.responder().isOpen()) {
              answer.cancel();
            }
          },
          () -> then.accept(null));
    } else {
      then.accept(null);
    }
  }

  private void finish(AnswerReading reading, Runnable release, Runnable withheld) {
    if (state != State.UNDER_WAY) {
      return;
    }
    state = State.FINISHING;
    new ResultJudgement(services, caller, run)
        .judge(
            reading,
            refusal -> {
              over();
              if (refusal.isEmpty()) {
                remember(reading);
                release.run();
              } else {
                answer.cancel();
                Answers.refusal(caller, refusal);
                withheld.run();
              }
            });
  }

  /** What comes of this call later, or again, is masked like its answer. */
  private void remember(AnswerReading reading) {
    RpcMessage message = reading.message();
    services.masks().masks(caller);
    if (message != null) {
      for (RawMember task : Reaches.tasks(message)) {
        services.masks().made(caller, task.text(), Masked.where(caller).tool());
      }
    }
  }

  /** An answer that cannot be judged is not released. */
  private void failOn(String what) {
    answer.cancel();
    if (state == State.UNDER_WAY) {
      String text = "upstream " + caller.upstream().name() + ": " + what;
      byte[] error = Json.error(caller.exchange().id(), Answers.UPSTREAM_FAILED, text);
      end(new Outcome.Unknown(what), () -> Answers.message(caller, error));
    } else {
      caller.responder().abort();
    }
  }

  private void end(Outcome outcome, Runnable then) {
    if (state != State.UNDER_WAY) {
      return;
    }
    state = State.FINISHING;
    run.endWithout(
        outcome,
        failure -> {
          over();
          then.run();
        });
  }

  private void tellUpstream() {
    byte[] cancellation = caller.protocol().cancellation(caller.exchange(), "stopped");
    if (sent && cancellation != null) {
      caller.send(caller.message(cancellation), new Unheard());
    }
  }

  private void over() {
    state = State.DONE;
    owner.done();
  }
}
