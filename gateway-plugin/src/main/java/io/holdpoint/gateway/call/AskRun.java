// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.hold.DeskHold;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.gateway.upstream.Unheard;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges one thing a server asks of the client. What is refused never reaches the client; its
 * server reads a JSON-RPC error.
 */
final class AskRun implements Contained, DeskHold.Owner {

  private final CallServices services;
  private final Caller caller;
  private final ServerAsk ask;
  private final StepRun run;
  private final Waiting waiting;
  private final Consumer<Boolean> then;
  private final DeskHold hold;
  private boolean parked;
  private boolean held;
  private boolean done;

  /**
   * @param then told, once, whether the client may see it
   */
  AskRun(CallServices services, Caller caller, ServerAsk ask, Consumer<Boolean> then) {
    this.services = services;
    this.caller = caller;
    this.ask = ask;
    this.then = then;
    this.run =
        new StepRuns(services)
            .begin(caller, ask.kind(), ask.method(), ask.arguments(), ask.method(), ask.id());
    this.waiting = new Waiting(caller, this::expired);
    this.hold = new DeskHold(services.holds().desk(), caller.thread(), this);
  }

  /** Says which offer of a server it is about. */
  void uses(Offer offer) {
    run.uses(offer);
  }

  /** What people may name it by. */
  String ref() {
    return NeutralText.ref("D", run.attempt().id());
  }

  void start() {
    services.open().add(this);
    run.judge(this::ruled);
  }

  @Override
  public Session session() {
    return caller.session();
  }

  @Override
  public Loop loop() {
    return caller.loop();
  }

  /** A pause that ends lets go what it parked; what waits for people's word on it waits on. */
  @Override
  public void signalled(Signal signal) {
    if (signal instanceof Signal.Resume && !held && run.isAssessed()) {
      run.releasedByPerson();
    }
    boolean killed = services.gate().isKilled(caller.session());
    boolean open = !(services.gate().read(caller.session()) instanceof GateState.Paused);
    if ((parked && open) || (held && killed)) {
      judge();
    }
  }

  @Override
  public void closing() {
    expired();
  }

  @Override
  public void waits(Asked.Waits waits) {
    waiting.begin(services.limits().hold());
  }

  @Override
  public void approved() {
    run.releasedByPerson();
    judge();
  }

  @Override
  public void refused(String ref) {
    refuse();
  }

  @Override
  public void over(String ref) {
    refuse();
  }

  @Override
  public void tooMany() {
    refuse();
  }

  @Override
  public void unavailable() {
    refuse();
  }

  private void judge() {
    parked = false;
    held = false;
    hold.end();
    run.judge(this::ruled);
  }

  private void ruled(Ruling ruling) {
    if (done) {
      return;
    }
    switch (ruling) {
      case Ruling.Go go when run.goesByRelease() && hold.hasGrant() -> hold.redeem(this::redeemed);
      case Ruling.Go go when !run.orders().masks().isEmpty() ->
          // It stands within an answer that was masked for another step.
          run.writeDecision(false, failure -> refuse());
      case Ruling.Go go -> deliver();
      case Ruling.Wait wait -> run.writeDecision(false, failure -> waitFor(wait, failure));
      case Ruling.Refuse refused -> run.writeDecision(false, failure -> refuse());
    }
  }

  private void redeemed(@Nullable Boolean ours) {
    if (ours == null) {
      refuse();
    } else if (ours) {
      deliver();
    } else {
      run.heldAgain();
      judge();
    }
  }

  private void deliver() {
    run.writeDecision(
        true,
        failure -> {
          if (failure == null) {
            delivered();
          } else {
            refuse();
          }
        });
  }

  private void waitFor(Ruling.Wait wait, @Nullable Throwable failure) {
    if (failure != null || waiting.isExpired()) {
      refuse();
    } else if (wait.byGate()) {
      parked = true;
      waiting.begin(wait.limit());
    } else {
      held = true;
      hold.ask(
          services.holds().requests(services.catalogue()).of(run, "", caller.principal().behind()));
    }
  }

  private void expired() {
    if (parked || held) {
      refuse();
    }
  }

  private void delivered() {
    if (!finish()) {
      return;
    }
    if (ask.id().isEmpty()) {
      run.endWithout(new Outcome.Succeeded(), failure -> then.accept(true));
    } else {
      services
          .asks()
          .add(new PendingAsks.Key(caller.session().id(), caller.upstream().name(), ask.id()), run);
      then.accept(true);
    }
  }

  private void refuse() {
    if (!finish()) {
      return;
    }
    run.refuse(
        failure -> {
          if (!ask.id().isEmpty() && !services.gate().isKilled(caller.session())) {
            tellServer();
          }
          then.accept(false);
        });
  }

  private boolean finish() {
    boolean first = !done;
    done = true;
    parked = false;
    held = false;
    hold.end();
    waiting.end();
    services.open().remove(this);
    return first;
  }

  private void tellServer() {
    byte[] error = Json.error(ask.id(), Refusals.REFUSED, "The request was refused.");
    caller.send(caller.message(error), new Unheard());
  }
}
