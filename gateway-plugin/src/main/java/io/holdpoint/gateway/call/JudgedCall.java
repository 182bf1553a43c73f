// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import org.jspecify.annotations.Nullable;

/**
 * A request that is judged before it leaves: permitted, refused, or parked until a person speaks.
 * Lives on the loop of its caller; nothing it waits for blocks. Once it leaves, {@link SentCall}
 * takes over.
 */
final class JudgedCall implements Contained, SentCall.Owner {

  /** Where the call stands. */
  private enum State {
    JUDGING,
    WAITING,
    SENT,
    REFUSED,
    DONE
  }

  private final CallServices services;
  private final Caller caller;
  private final StepRun run;
  private final Waiting waiting;
  private State state = State.JUDGING;
  private @Nullable SentCall sent;
  private String waitRef = "";
  private boolean onGate;
  private boolean gone;

  JudgedCall(CallServices services, Caller caller, Subject.Judged subject) {
    this.services = services;
    this.caller = caller;
    this.run = new StepRuns(services).begin(caller, subject);
    this.waiting = new Waiting(caller, this::waitedTooLong);
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

  @Override
  public void signalled(Signal signal) {
    boolean resumed = signal instanceof Signal.Resume && isForUs(signal.header().target());
    if (resumed) {
      run.releasedByPerson();
    }
    if (state == State.WAITING) {
      goOnIfFree(resumed);
    } else if (state == State.SENT && sent != null) {
      sent.signalled();
    }
    // In every other state the gate is read again before anything is sent or released.
  }

  @Override
  public void closing() {
    waitedTooLong();
  }

  @Override
  public boolean mayLeave() {
    Ruling last = run.lastLook();
    if (last instanceof Ruling.Go) {
      waiting.end();
      return true;
    }
    sent = null;
    ruled(last);
    return false;
  }

  @Override
  public void done() {
    state = State.DONE;
    waiting.end();
    services.open().remove(this);
  }

  private void judge() {
    state = State.JUDGING;
    run.judge(this::ruled);
  }

  private void ruled(Ruling ruling) {
    state = State.JUDGING;
    switch (ruling) {
      case Ruling.Go go when gone -> run.writeDecision(false, failure -> refuse(""));
      case Ruling.Go go -> run.writeDecision(true, this::send);
      case Ruling.Wait wait -> run.writeDecision(false, failure -> park(wait, failure));
      case Ruling.Refuse refused ->
          run.writeDecision(false, failure -> refuse(NeutralText.refused(refused.ref())));
    }
  }

  private void send(@Nullable Throwable failure) {
    if (failure != null) {
      refuse(NeutralText.unavailable(NeutralText.ref("E", run.attempt().id())));
    } else if (gone) {
      refuse("");
    } else {
      state = State.SENT;
      SentCall call = new SentCall(services, caller, run, this);
      sent = call;
      call.start();
    }
  }

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

  private void goOnIfFree(boolean released) {
    GateState gate = services.gate().read(session());
    boolean open = !(gate instanceof GateState.Paused) && (onGate || released);
    if (open || gate instanceof GateState.Killed) {
      judge();
    }
  }

  private boolean isForUs(Target target) {
    return target.session().equals(session().id())
        || target.root().equals(session().root())
        || target.kind() == PrincipalKind.EXCLUSIVE;
  }

  private void waitedTooLong() {
    if (state == State.WAITING) {
      refuse(NeutralText.waiting(waitRef));
    }
  }

  private void callerLeft() {
    gone = true;
    if (state == State.WAITING) {
      refuse("");
    } else if (sent != null) {
      sent.callerLeft();
    }
    // A call that is being judged sees it before anything is sent.
  }

  /** Never sent: told to the caller with {@code text}, unless that is empty. */
  private void refuse(String text) {
    state = State.REFUSED;
    waiting.end();
    run.refuse(
        failure -> {
          done();
          if (!text.isEmpty()) {
            Answers.refusal(caller, text);
          }
        });
  }
}
