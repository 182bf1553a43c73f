// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.hold.DeskHold;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that is judged before it leaves: permitted, refused, parked until the gate opens, or
 * held until people have spoken. Lives on the loop of its caller; nothing it waits for blocks. Once
 * it leaves, {@link SentCall} takes over.
 */
final class JudgedCall implements OpenRequest, SentCall.Owner, DeskHold.Owner {

  /** Where the call stands. */
  private enum State {
    JUDGING,
    /** The gate is to open. */
    PARKED,
    /** People are to speak. */
    HELD,
    SENT,
    REFUSED,
    DONE
  }

  private final CallServices services;
  private final Caller caller;
  private final StepRun run;
  private final Waiting waiting;
  private final DeskHold hold;
  private final HoldLadder ladder;
  private State state = State.JUDGING;
  private @Nullable SentCall sent;
  private HoldLadder.@Nullable Held held;
  private String waitRef = "";
  private Duration limit = Duration.ZERO;
  private boolean gone;
  private @Nullable EditedCall edited;

  /**
   * @param run begun, or taken over from a host
   * @param round how often the caller has come back with a ticket for this call
   */
  JudgedCall(CallServices services, Caller caller, StepRun run, int round) {
    this(services, caller, run, round, null);
  }

  /**
   * @param edited the grant it goes by if a person made it of another call, else null
   */
  JudgedCall(
      CallServices services, Caller caller, StepRun run, int round, @Nullable EditedCall edited) {
    this.edited = edited;
    this.services = services;
    this.caller = caller.as(run);
    this.run = run;
    this.waiting = new Waiting(caller, this::waitedTooLong);
    this.hold = new DeskHold(services.holds().desk(), caller.thread(), this);
    this.ladder = new HoldLadder(services, caller, round);
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
  public Caller caller() {
    return caller;
  }

  @Override
  public boolean answeredElsewhere(RpcMessage answer, Consumer<Masked.@Nullable View> then) {
    return state == State.SENT && sent != null && sent.answeredElsewhere(answer, then);
  }

  /** A pause that ends lets go what it parked; what waits for people's word on it waits on. */
  @Override
  public void signalled(Signal signal) {
    boolean resumed = signal instanceof Signal.Resume && isForUs(signal.header());
    if (resumed && state != State.HELD && run.isAssessed()) {
      run.releasedByPerson();
    }
    if (state == State.PARKED) {
      goOnIfOpen();
    } else if (state == State.HELD && services.gate().isKilled(session())) {
      judge();
    } else if (state == State.SENT && sent != null) {
      sent.signalled();
    }
    // In every other state the gate is read again before anything is sent or released.
  }

  @Override
  public void closing() {
    if (isWaiting()) {
      refuse(NeutralText.waiting(waitRef));
    }
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
    hold.end();
    services.open().remove(this);
  }

  @Override
  public void waits(Asked.Waits waits) {
    waitRef = waits.ref();
    HoldLadder.Held call =
        new HoldLadder.Held(waits.ref(), waits.expiresAt(), HoldLadder.Held.subject(run.attempt()));
    held = call;
    byte[] atOnce = ladder.atOnce(call);
    if (atOnce != null) {
      refuse(() -> Answers.message(caller, atOnce));
    } else if (waiting.isExpired()) {
      waitedTooLong();
    } else {
      waiting.begin(shorter(ladder.stay(), limit));
    }
  }

  @Override
  public void approved() {
    run.releasedByPerson();
    judge();
  }

  /** The call ends here; another one goes on in its place. */
  @Override
  public void edited(String ref, ApprovalRequest asked, ApprovalWord.Edit edit) {
    EditedCall other = EditedCall.of(services, caller, ref, asked, edit);
    if (other == null) {
      refuse(NeutralText.refused(ref));
    } else {
      refuse(() -> other.begin(ladder.round()));
    }
  }

  @Override
  public void refused(String ref) {
    refuse(NeutralText.refused(ref));
  }

  @Override
  public void over(String ref) {
    if (services.gate().isKilled(session())) {
      judge();
    } else {
      refuse(NeutralText.waiting(ref));
    }
  }

  @Override
  public void tooMany() {
    refuse(NeutralText.tooMany(NeutralText.ref("H", run.attempt().id())));
  }

  @Override
  public void unavailable() {
    refuse(NeutralText.unavailable(NeutralText.ref("E", run.attempt().id())));
  }

  private void judge() {
    state = State.JUDGING;
    hold.end();
    run.judge(this::ruled);
  }

  private void ruled(Ruling ruling) {
    state = State.JUDGING;
    switch (ruling) {
      case Ruling.Go go when gone -> go();
      case Ruling.Go go when edited != null -> edited.redeem(hold, run, this::redeemed);
      case Ruling.Go go when run.goesByRelease() && hold.hasGrant() -> hold.redeem(this::redeemed);
      case Ruling.Go go -> go();
      case Ruling.Wait wait when !wait.byGate() && mayGoEdited() -> approved();
      case Ruling.Wait wait -> run.writeDecision(false, failure -> waitFor(wait, failure));
      case Ruling.Refuse refused ->
          run.writeDecision(
              false, failure -> refuse(NeutralText.refused(refused.ref(), refused.advice())));
    }
  }

  /** It may leave, if there will be something to open its upstream with. */
  private void go() {
    UpstreamFailure objection =
        caller.upstream().transport().objection(caller.requester(run.isApproved()));
    if (gone) {
      run.writeDecision(false, failure -> refuse(""));
    } else if (objection == null) {
      run.writeDecision(true, this::send);
    } else if (objection == UpstreamFailure.CREDENTIAL_NEEDS_APPROVAL && run.goesByRelease()) {
      // Who let the session go on has said nothing of this call.
      run.heldAgain();
      judge();
    } else {
      run.object(Unopened.contribution(objection));
      run.writeDecision(
          false, failure -> refuse(Unopened.text(caller.upstream().name(), objection)));
    }
  }

  /** The grant is this call's alone now, or another call's. */
  private void redeemed(@Nullable Boolean ours) {
    if (ours == null) {
      unavailable();
    } else if (ours) {
      run.approved();
      go();
    } else if (edited != null) {
      // Another call has used the grant up: what a person made of this one may not go by itself.
      refuse(NeutralText.waiting(edited.ref()));
    } else {
      run.heldAgain();
      judge();
    }
  }

  /**
   * True, once, if no more holds the edited call than held the one it was made of; else people are
   * asked about it anew.
   */
  private boolean mayGoEdited() {
    if (edited == null) {
      return false;
    }
    boolean covered = edited.covers(request());
    if (!covered) {
      edited = null;
    }
    return covered;
  }

  private ApprovalRequest request() {
    ApprovalRequest asked =
        services
            .holds()
            .requests(services.catalogue())
            .of(run, ladder.envelope(), caller.principal().behind());
    return EditedCall.isPossible(caller) ? asked.on(asked.terms().asEditable()) : asked;
  }

  private void send(@Nullable Throwable failure) {
    if (failure != null) {
      unavailable();
    } else if (gone) {
      refuse("");
    } else {
      state = State.SENT;
      SentCall call = new SentCall(services, Masked.outgoing(services, caller), run, this);
      sent = call;
      call.start();
    }
  }

  private void waitFor(Ruling.Wait wait, @Nullable Throwable failure) {
    if (failure != null || gone) {
      unavailable();
    } else if (services.open().isClosing()) {
      refuse(NeutralText.waiting(wait.ref()));
    } else if (!wait.byGate()) {
      state = State.HELD;
      limit = run.decision().verdict() instanceof Verdict.Hold rule ? rule.limit() : wait.limit();
      waitRef = wait.ref();
      hold.ask(request());
    } else if (waiting.isExpired()) {
      refuse(NeutralText.waiting(wait.ref()));
    } else {
      state = State.PARKED;
      waitRef = wait.ref();
      waiting.begin(shorter(wait.limit(), ladder.inPlace()));
      // What was said while the journal wrote.
      goOnIfOpen();
    }
  }

  private void goOnIfOpen() {
    if (!(services.gate().read(session()) instanceof GateState.Paused)) {
      judge();
    }
  }

  private boolean isForUs(Signal.Header order) {
    Target target = order.target();
    return order.scope().isWide()
        || target.session().equals(session().id())
        || target.root().equals(session().root())
        || target.kind() == PrincipalKind.EXCLUSIVE;
  }

  private boolean isWaiting() {
    return state == State.PARKED || state == State.HELD;
  }

  private void waitedTooLong() {
    byte[] again = state == State.HELD && held != null ? ladder.afterStay(held) : null;
    if (again != null) {
      refuse(() -> Answers.message(caller, again));
    } else if (isWaiting()) {
      refuse(NeutralText.waiting(waitRef));
    }
  }

  private void callerLeft() {
    gone = true;
    if (isWaiting()) {
      refuse("");
    } else if (sent != null) {
      sent.callerLeft();
    }
    // A call that is being judged sees it before anything is sent.
  }

  /** Never sent: told to the caller with {@code text}, unless that is empty. */
  private void refuse(String text) {
    refuse(
        () -> {
          if (!text.isEmpty()) {
            Answers.refusal(caller, text);
          }
        });
  }

  private void refuse(Runnable answer) {
    state = State.REFUSED;
    waiting.end();
    hold.end();
    run.refuse(
        failure -> {
          done();
          answer.run();
        });
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
