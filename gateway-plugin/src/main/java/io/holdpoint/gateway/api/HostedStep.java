// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.gate.OpenExchanges;
import io.holdpoint.gateway.hold.ApprovalRequests;
import io.holdpoint.gateway.hold.DeskHold;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.step.LoopThread;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of a host from its first question to its end. Lives on its loop. A held step goes on
 * only while its host asks for it: nothing happens that nobody waits for.
 */
final class HostedStep implements Contained, DeskHold.Owner {

  /** Where the step stands. */
  private enum State {
    JUDGING,
    /** The gate is to open. */
    PARKED,
    /** It is being put before people. */
    ASKING,
    /** People are to speak, or its host is to ask again. */
    HELD,
    PERMITTED,
    COMPLETING,
    OVER
  }

  private static final Logger LOG = LoggerFactory.getLogger(HostedStep.class);

  private final Parts parts;
  private final Loop loop;
  private final StepRun run;
  private final LiveSession live;
  private final String name;
  private final Set<String> behind;
  private final Askers askers;
  private final DeskHold hold;
  private int taintsBefore;
  private State state = State.JUDGING;
  private HostAnswer answer = new HostAnswer.Permit("");
  private String waitRef = "";
  private Loop.@Nullable Timer forsaken;
  private @Nullable HostAnswer refusedFirst;
  private boolean refused;

  /** What every step of a host needs. Each part is safe for use by many threads. */
  record Parts(
      ToolCatalogue catalogue,
      Gate gate,
      OpenExchanges open,
      HostedCalls calls,
      ApprovalDesk desk,
      ApprovalRequests requests) {}

  /**
   * @param name its host's id of the step
   * @param behind whom the agent acts with, besides its principal
   */
  HostedStep(
      Parts parts, Loop loop, StepRun run, LiveSession live, String name, Set<String> behind) {
    this.behind = behind;
    this.parts = parts;
    this.loop = loop;
    this.run = run;
    this.live = live;
    this.name = name;
    this.askers = new Askers(loop);
    this.hold = new DeskHold(parts.desk(), new LoopThread(loop), this);
  }

  @Override
  public Session session() {
    return run.attempt().session();
  }

  @Override
  public Loop loop() {
    return loop;
  }

  Step.Attempted attempt() {
    return run.attempt();
  }

  /** True if a call with this id, or with none, may be this step. Of any thread. */
  boolean isCalled(String callId) {
    return callId.isEmpty() || callId.equals(name);
  }

  /** True if its session knows nothing that it did not know when the step was judged. */
  boolean isUntainted() {
    return live.taints() == taintsBefore;
  }

  /** What goes on with the call that took it over. */
  HostedCalls.Claimed claimed() {
    return new HostedCalls.Claimed(run, live);
  }

  /** True once nothing more can happen to it. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** True if it was never let go, and will not be. */
  boolean isRefused() {
    return refused;
  }

  /** True while it runs at its host. */
  boolean isPermitted() {
    return state == State.PERMITTED;
  }

  void begin() {
    parts.open().add(this);
    judge();
  }

  /** Somebody asks what becomes of it, and waits for so long while it waits for a person. */
  void ask(Duration patience, Consumer<HostAnswer> asker) {
    switch (state) {
      case JUDGING, ASKING -> askers.add(asker, patience, this::held);
      case PARKED, HELD -> {
        cancelForsaken();
        askers.add(asker, patience, this::held);
        waitOn();
      }
      case PERMITTED -> asker.accept(gated(answer));
      case COMPLETING, OVER -> asker.accept(answer);
    }
  }

  /**
   * How it ended. A step that its host let happen although it was held here is taken in as it is:
   * what its result carries counts all the same.
   */
  void complete(Outcome outcome, String result, Consumer<HostAnswer> asker) {
    switch (state) {
      case JUDGING, PARKED, ASKING, HELD -> {
        LOG.warn("step {} happened at its host while it was held", run.attempt().id());
        refusedFirst = new HostAnswer.Deny(ref("D"), NeutralText.stopped(ref("D")));
        cancelForsaken();
        hold.end();
        happened(() -> complete(outcome, result, asker));
      }
      case PERMITTED -> {
        if (parts.calls().withdraw(this)) {
          end(outcome, result, asker);
        } else {
          passed();
          asker.accept(answer);
        }
      }
      case COMPLETING -> askers.add(asker, Duration.ZERO, this::held);
      case OVER -> asker.accept(answer);
    }
  }

  /** A step that had happened before anybody asked. */
  void beginLate(Runnable then) {
    parts.open().add(this);
    happened(then);
  }

  private void happened(Runnable then) {
    state = State.COMPLETING;
    run.judgeLate(
        ruling ->
            run.writeDecision(
                true,
                failure -> {
                  state = State.PERMITTED;
                  parts.calls().offer(this);
                  then.run();
                }));
  }

  /** It went through the proxy, which saw its end. */
  private void passed() {
    state = State.OVER;
    answer = gated(new HostAnswer.Permit(run.traceparent()));
  }

  private void end(Outcome outcome, String result, Consumer<HostAnswer> asker) {
    state = State.COMPLETING;
    askers.add(asker, Duration.ZERO, this::held);
    ToolRef tool = run.attempt().tool();
    boolean silent = result.isEmpty();
    Set<DataLabel> labels = silent ? Set.of() : parts.catalogue().resultLabels(tool, result);
    boolean permitted =
        run.permitsResult(new PolicyDecisionPoint.Result(outcome, new ClearView(result), labels));
    if (!permitted || !run.orders().masks().isEmpty()) {
      // A host has read it already, or will: what is to be masked there can only be kept back.
      refusedFirst = new HostAnswer.Deny(ref("D"), NeutralText.stopped(ref("D")));
    }
    run.complete(
        outcome,
        silent ? Payload.NONE : parts.catalogue().result(tool, result),
        new ClearView(result),
        labels,
        this::completed);
  }

  /** Its host gives it up, or will never say how it ended. */
  void giveUp(String why) {
    switch (state) {
      case JUDGING, PARKED, ASKING, HELD ->
          refuse(new HostAnswer.Deny(ref("D"), NeutralText.refused(ref("D"))));
      case PERMITTED -> {
        if (parts.calls().withdraw(this)) {
          state = State.COMPLETING;
          run.endWithout(new Outcome.Unknown(why), this::completed);
        } else {
          passed();
        }
      }
      case COMPLETING, OVER -> {}
    }
  }

  /** A pause that ends lets go what it parked; what waits for people's word on it waits on. */
  @Override
  public void signalled(Signal signal) {
    boolean resumed = signal instanceof Signal.Resume && isForUs(signal.header());
    if (resumed && !isBeforePeople() && run.isAssessed()) {
      run.releasedByPerson();
    }
    if (isWaiting()) {
      goOnIfFree();
    }
  }

  @Override
  public void closing() {
    if (isWaiting()) {
      waitedTooLong();
    }
  }

  @Override
  public void waits(Asked.Waits waits) {
    state = State.HELD;
    waitRef = waits.ref();
    waitOn();
  }

  /** Nothing happens that nobody waits for: without an asker the grant is not used up. */
  @Override
  public void approved() {
    state = State.HELD;
    run.releasedByPerson();
    waitOn();
  }

  @Override
  public void refused(String ref) {
    refuse(new HostAnswer.Deny(ref, NeutralText.refused(ref)));
  }

  @Override
  public void over(String ref) {
    refuse(new HostAnswer.Deny(ref, NeutralText.waiting(ref)));
  }

  @Override
  public void tooMany() {
    refuse(new HostAnswer.Deny(ref("H"), NeutralText.tooMany(ref("H"))));
  }

  @Override
  public void unavailable() {
    refuse(new HostAnswer.Deny(ref("E"), NeutralText.unavailable(ref("E"))));
  }

  private void judge() {
    state = State.JUDGING;
    hold.end();
    taintsBefore = live.taints();
    run.judge(this::ruled);
  }

  private void ruled(Ruling ruling) {
    if (state != State.JUDGING) {
      return;
    }
    switch (ruling) {
      case Ruling.Go go when mustMaskArguments() ->
          run.writeDecision(
              false,
              failure -> refuse(new HostAnswer.Deny(ref("D"), NeutralText.refused(ref("D")))));
      case Ruling.Go go when run.goesByRelease() && hold.hasGrant() -> hold.redeem(this::redeemed);
      case Ruling.Go go -> run.writeDecision(true, this::letGo);
      case Ruling.Wait wait -> run.writeDecision(false, failure -> park(wait, failure));
      case Ruling.Refuse refused ->
          run.writeDecision(
              false,
              failure ->
                  refuse(
                      new HostAnswer.Deny(
                          refused.ref(), NeutralText.refused(refused.ref(), refused.advice()))));
    }
  }

  /** A host runs what it asked about: nothing in between can change it. */
  private boolean mustMaskArguments() {
    return run.orders().masks().stream()
        .anyMatch(rule -> rule.directions().contains(MaskingSettings.Direction.ARGUMENTS));
  }

  private void letGo(@Nullable Throwable failure) {
    if (state != State.JUDGING) {
      return;
    }
    if (failure != null) {
      unavailable();
      return;
    }
    Ruling last = run.lastLook();
    if (last instanceof Ruling.Go) {
      state = State.PERMITTED;
      parts.open().remove(this);
      answer = new HostAnswer.Permit(run.traceparent());
      parts.calls().offer(this);
      askers.tell(answer);
    } else {
      ruled(last);
    }
  }

  private void park(Ruling.Wait wait, @Nullable Throwable failure) {
    if (state != State.JUDGING) {
      return;
    }
    if (failure != null) {
      unavailable();
      return;
    }
    waitRef = wait.ref();
    askers.limit(wait.limit());
    if (wait.byGate()) {
      state = State.PARKED;
      // What was said while the journal wrote counts first.
      waitOn();
    } else {
      state = State.ASKING;
      hold.ask(parts.requests().of(run, "", behind));
    }
  }

  /** The grant is this step's alone now, or another call's. */
  private void redeemed(@Nullable Boolean ours) {
    if (state != State.JUDGING) {
      return;
    }
    if (ours == null) {
      unavailable();
    } else if (ours) {
      run.approved();
      run.writeDecision(true, this::letGo);
    } else {
      run.heldAgain();
      judge();
    }
  }

  private void waitOn() {
    goOnIfFree();
    if (isWaiting()) {
      askers.startWaiting(this::forsakeIfAlone);
      forsakeIfAlone();
    }
  }

  /** A kill is carried out at once; anything that loosens waits until its host asks again. */
  private void goOnIfFree() {
    GateState gate = parts.gate().read(session());
    boolean open =
        !(gate instanceof GateState.Paused) && (state == State.PARKED || hold.hasGrant());
    if (gate instanceof GateState.Killed || (open && !askers.isEmpty())) {
      cancelForsaken();
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

  private boolean isBeforePeople() {
    return state == State.ASKING || state == State.HELD;
  }

  private HostAnswer held() {
    return new HostAnswer.Hold(waitRef, NeutralText.waiting(waitRef));
  }

  private void forsakeIfAlone() {
    if (isWaiting() && askers.isEmpty() && forsaken == null) {
      forsaken = loop.schedule(askers.limit(), this::waitedTooLong);
    }
  }

  private void cancelForsaken() {
    if (forsaken != null) {
      forsaken.cancel();
      forsaken = null;
    }
  }

  private void waitedTooLong() {
    if (isWaiting()) {
      refuse(new HostAnswer.Deny(waitRef, NeutralText.waiting(waitRef)));
    }
  }

  /** Never let go. */
  private void refuse(HostAnswer refusal) {
    state = State.OVER;
    refused = true;
    cancelForsaken();
    hold.end();
    parts.open().remove(this);
    answer = gated(refusal);
    run.refuse(failure -> askers.tell(answer));
  }

  private void completed(@Nullable Throwable failure) {
    state = State.OVER;
    parts.open().remove(this);
    HostAnswer refusal = refusedFirst;
    if (refusal == null && failure != null) {
      refusal = new HostAnswer.Deny(ref("E"), NeutralText.stopped(ref("E")));
    }
    answer = gated(refusal == null ? new HostAnswer.Permit(run.traceparent()) : refusal);
    askers.tell(answer);
  }

  private HostAnswer gated(HostAnswer otherwise) {
    if (parts.gate().read(session()) instanceof GateState.Killed killed) {
      String ref = killed.cause().header().ref();
      return new HostAnswer.Kill(ref, NeutralText.stopped(ref));
    }
    return otherwise;
  }

  private String ref(String prefix) {
    return NeutralText.ref(prefix, run.attempt().id());
  }
}
