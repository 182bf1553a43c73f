// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayDeque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is judged before it leaves and whose result is judged before it is released. Lives
 * on the loop of its caller; nothing it waits for blocks.
 */
final class JudgedCall implements Contained, UpstreamListener, EventRelay.Owner {

  /** Where the call stands. */
  private enum State {
    JUDGING,
    WAITING,
    SENDING,
    FINISHING,
    DONE
  }

  private final CallServices services;
  private final Caller caller;
  private final StepRun run;
  private final Waiting waiting;
  private final AnswerBuffer body;
  private State state = State.JUDGING;
  private @Nullable UpstreamCall call;
  private @Nullable EventRelay stream;
  private Headers answerHeaders = Headers.of();
  private int status;
  private String waitRef = "";
  private boolean onGate;
  private boolean gone;
  private boolean sent;

  JudgedCall(CallServices services, Caller caller, Subject.Judged subject) {
    this.services = services;
    this.caller = caller;
    this.run = new StepRuns(services).begin(caller, subject);
    this.waiting = new Waiting(caller, this::waitedTooLong);
    this.body = new AnswerBuffer(services.limits().maxAnswer());
  }

  void start() {
    services.open().add(this);
    caller.responder().onGone(this::callerLeft);
    new Inheritance(services).check(caller, run.attempt(), this::judge);
  }

  @Override
  public Session session() {
    return caller.session();
  }

  @Override
  public Loop loop() {
    return caller.loop();
  }

  private void judge() {
    state = State.JUDGING;
    run.judge(this::ruled);
  }

  private void ruled(Ruling ruling) {
    switch (ruling) {
      case Ruling.Go go when gone -> run.writeDecision(false, failure -> refuse(""));
      case Ruling.Go go -> run.writeDecision(true, this::written);
      case Ruling.Wait wait -> run.writeDecision(false, failure -> park(wait, failure));
      case Ruling.Refuse refused ->
          run.writeDecision(false, failure -> refuse(NeutralText.refused(refused.ref())));
    }
  }

  private void written(@Nullable Throwable failure) {
    if (failure != null) {
      refuse(NeutralText.unavailable(NeutralText.ref("E", run.attempt().id())));
    } else if (gone) {
      refuse("");
    } else {
      state = State.SENDING;
      call = services.client().send(caller.loop(), caller.forward(run.traceparent()), this);
    }
  }

  // Waiting for a person.

  private void park(Ruling.Wait wait, @Nullable Throwable failure) {
    if (failure != null || gone) {
      refuse(NeutralText.unavailable(NeutralText.ref("E", run.attempt().id())));
    } else if (waiting.isExpired()) {
      refuse(NeutralText.waiting(wait.ref()));
    } else {
      state = State.WAITING;
      waitRef = wait.ref();
      onGate = wait.byGate();
      waiting.begin(wait.limit());
      // What was said while the journal wrote.
      goOnIfFree(run.isReleasedByPerson());
    }
  }

  private void waitedTooLong() {
    if (state == State.WAITING) {
      refuse(NeutralText.waiting(waitRef));
    }
  }

  @Override
  public void signalled(Signal signal) {
    boolean resumed = signal instanceof Signal.Resume && isForUs(signal.header().target());
    if (resumed) {
      run.releasedByPerson();
    }
    switch (state) {
      case WAITING -> {
        goOnIfFree(resumed);
      }
      case SENDING -> {
        Signal kill = killedBy();
        if (kill != null) {
          killedInFlight(kill.header().ref());
        }
      }
      case JUDGING, FINISHING, DONE -> {
        // The gate is read again before anything is sent or released.
      }
    }
  }

  private void goOnIfFree(boolean released) {
    boolean open = !isPaused() && (onGate || released);
    if (open || killedBy() != null) {
      judge();
    }
  }

  @Override
  public void closing() {
    waitedTooLong();
  }

  private boolean isForUs(Target target) {
    return target.session().equals(session().id())
        || target.root().equals(session().root())
        || target.kind() == PrincipalKind.EXCLUSIVE;
  }

  private boolean isPaused() {
    return services.gate().read(session()) instanceof GateState.Paused;
  }

  private @Nullable Signal killedBy() {
    return services.gate().read(session()) instanceof GateState.Killed killed
        ? killed.cause()
        : null;
  }

  // On its way.

  @Override
  public boolean readyToSend() {
    if (state != State.SENDING) {
      return false;
    }
    Ruling last = run.lastLook();
    if (last instanceof Ruling.Go) {
      waiting.end();
      sent = true;
      return true;
    }
    call = null;
    state = State.JUDGING;
    ruled(last);
    return false;
  }

  @Override
  public void head(int code, Headers headers) {
    status = code;
    answerHeaders = headers;
    if (code == 200 && headers.isEventStream()) {
      EventRelay relay = new EventRelay(services, caller, this);
      stream = relay;
      if (killedBy() == null) {
        caller.responder().begin(code, headers.endToEnd(Set.of()));
        relay.from(call);
      }
    }
  }

  @Override
  public void data(byte[] bytes) {
    if (stream != null) {
      stream.data(bytes);
    } else if (!body.add(bytes)) {
      tooLong();
    }
  }

  @Override
  public void end() {
    call = null;
    if (stream != null) {
      stream.end();
      return;
    }
    byte[] whole = body.toBytes();
    AnswerReading reading = AnswerReading.of(status, whole, services.answers());
    finish(reading, () -> Answers.relay(caller, status, answerHeaders, whole));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    call = null;
    if (stream != null) {
      stream.stop();
    }
    Outcome outcome =
        failure == UpstreamFailure.ANSWER_TIMEOUT
            ? new Outcome.TimedOut()
            : failure.sent() && sent ? new Outcome.Unknown(failure.text()) : new Outcome.Refused();
    if (state == State.SENDING) {
      end(outcome, () -> Answers.upstreamFailed(caller, failure));
    } else {
      caller.responder().abort();
    }
  }

  @Override
  public void tooLong() {
    cancel();
    byte[] error =
        Json.error(
            caller.exchange().id(),
            Answers.UPSTREAM_FAILED,
            "upstream "
                + caller.upstream().name()
                + ": got an answer longer than "
                + services.limits().maxAnswer()
                + " bytes (expected: at most that)");
    end(new Outcome.Unknown("the answer was too long"), () -> Answers.message(caller, error));
  }

  // The answer.

  @Override
  public void answered(RpcMessage message, Runnable release, Runnable next) {
    if (state != State.SENDING) {
      release.run();
      next.run();
      return;
    }
    finish(
        AnswerReading.of(message),
        () -> {
          release.run();
          next.run();
        });
  }

  @Override
  public void streamEnded() {
    if (state == State.SENDING) {
      end(
          new Outcome.Unknown("the stream ended before the answer"),
          () -> caller.responder().end());
    } else {
      caller.responder().end();
    }
  }

  private void finish(AnswerReading reading, Runnable release) {
    state = State.FINISHING;
    ToolRef tool = run.attempt().tool();
    Payload result = services.catalogue().result(tool, reading.result());
    Set<DataLabel> labels = services.catalogue().resultLabels(tool, reading.result());
    run.complete(
        reading.outcome(),
        result,
        labels,
        failure -> {
          RpcMessage message = reading.message();
          if (failure == null && message != null && !message.failed()) {
            judgeAsks(new ArrayDeque<>(caller.protocol().asksWithin(message)), release);
          } else {
            release(failure, release);
          }
        });
  }

  /** What a server asks inside a result is judged before the client sees any of it. */
  private void judgeAsks(ArrayDeque<ServerAsk> asks, Runnable release) {
    ServerAsk ask = asks.poll();
    if (ask == null) {
      release(null, release);
      return;
    }
    new AskRun(
            services,
            caller,
            ask,
            delivered -> {
              if (delivered) {
                judgeAsks(asks, release);
              } else {
                withhold(NeutralText.stopped(NeutralText.ref("D", run.attempt().id())));
              }
            })
        .start();
  }

  private void release(@Nullable Throwable failure, Runnable release) {
    Signal kill = killedBy();
    if (kill != null) {
      withhold(NeutralText.stopped(kill.header().ref()));
    } else if (failure != null) {
      withhold(NeutralText.stopped(NeutralText.ref("E", run.attempt().id())));
    } else {
      done();
      release.run();
    }
  }

  private void withhold(String text) {
    done();
    cancel();
    answer(text);
  }

  // Other ends.

  private void killedInFlight(String ref) {
    cancel();
    byte[] cancellation = caller.protocol().cancellation(caller.exchange(), "stopped");
    if (sent && cancellation != null) {
      services.client().send(caller.loop(), caller.message(cancellation), new AskRun.Ignored());
    }
    answer(NeutralText.stopped(ref));
    Outcome outcome = sent ? new Outcome.Unknown("killed in flight") : new Outcome.Refused();
    end(outcome, () -> {});
  }

  private void callerLeft() {
    gone = true;
    switch (state) {
      case WAITING -> refuse("");
      case SENDING -> {
        cancel();
        end(sent ? new Outcome.Unknown("caller left") : new Outcome.Refused(), () -> {});
      }
      case DONE -> cancel();
      case JUDGING, FINISHING -> {
        // Seen before anything is sent; a result that came is recorded as it is.
      }
    }
  }

  /** Never sent: told to the caller with {@code text}, unless that is empty. */
  private void refuse(String text) {
    state = State.FINISHING;
    waiting.end();
    run.refuse(
        failure -> {
          done();
          if (!text.isEmpty()) {
            answer(text);
          }
        });
  }

  private void end(Outcome outcome, Runnable then) {
    state = State.FINISHING;
    run.complete(
        outcome,
        Payload.NONE,
        Set.of(),
        failure -> {
          done();
          then.run();
        });
  }

  private void answer(String text) {
    Answers.message(caller, caller.protocol().refusal(caller.exchange(), text));
  }

  private void cancel() {
    if (stream != null) {
      stream.stop();
    }
    if (call != null) {
      call.cancel();
      call = null;
    }
  }

  private void done() {
    state = State.DONE;
    waiting.end();
    services.open().remove(this);
  }
}
