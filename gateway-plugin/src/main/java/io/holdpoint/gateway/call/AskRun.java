// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Outcome;
import java.util.function.Consumer;

/**
 * Judges one thing a server asks of the client. What is refused never reaches the client; its
 * server reads a JSON-RPC error.
 */
final class AskRun implements Contained {

  private final CallServices services;
  private final Caller caller;
  private final ServerAsk ask;
  private final StepRun run;
  private final Waiting waiting;
  private final Consumer<Boolean> then;
  private boolean parked;
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

  @Override
  public void signalled(Signal signal) {
    if (signal instanceof Signal.Resume) {
      run.releasedByPerson();
    }
    boolean goesOn =
        signal instanceof Signal.Resume
            || !(services.gate().read(caller.session()) instanceof GateState.Paused);
    if (parked && goesOn) {
      parked = false;
      run.judge(this::ruled);
    }
  }

  @Override
  public void closing() {
    expired();
  }

  private void ruled(Ruling ruling) {
    switch (ruling) {
      case Ruling.Go go ->
          run.writeDecision(
              true,
              failure -> {
                if (failure == null) {
                  delivered();
                } else {
                  refuse();
                }
              });
      case Ruling.Wait wait ->
          run.writeDecision(
              false,
              failure -> {
                parked = true;
                waiting.begin(wait.limit());
              });
      case Ruling.Refuse refused -> run.writeDecision(false, failure -> refuse());
    }
  }

  private void expired() {
    if (parked) {
      parked = false;
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
    waiting.end();
    services.open().remove(this);
    return first;
  }

  private void tellServer() {
    byte[] error = Json.error(ask.id(), Refusals.REFUSED, "The request was refused.");
    caller.send(caller.message(error), new Ignored());
  }

  /** Nobody waits for what a server says to a refusal or a cancellation. */
  static final class Ignored implements UpstreamListener {
    @Override
    public boolean readyToSend() {
      return true;
    }

    @Override
    public void head(int status, Headers headers) {}

    @Override
    public void data(byte[] bytes) {}

    @Override
    public void end() {}

    @Override
    public void failed(UpstreamFailure failure) {}
  }
}
