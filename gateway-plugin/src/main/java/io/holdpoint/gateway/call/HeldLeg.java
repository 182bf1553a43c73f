// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.approval.HoldTickets;
import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Optional;

/**
 * A caller that comes back as it was told to. It waits on without being judged, so that the waiting
 * does not look like a loop; once people have spoken, its call is judged like any other, and finds
 * the grant.
 */
final class HeldLeg implements Contained {

  private final CallServices services;
  private final Caller caller;
  private final Subject.Judged subject;
  private final HoldTickets.Ticket ticket;
  private final HoldLadder ladder;
  private final Waiting waiting;
  private boolean over;

  HeldLeg(CallServices services, Caller caller, Subject.Judged subject, HoldTickets.Ticket ticket) {
    this.services = services;
    this.caller = caller;
    this.subject = subject;
    this.ticket = ticket;
    this.ladder = new HoldLadder(services, caller, ticket.round());
    this.waiting = new Waiting(caller, this::stayed);
  }

  void start() {
    services.open().add(this);
    caller.responder().onGone(this::leave);
    if (refusedIfKilled() || !fits()) {
      return;
    }
    if (!services.holds().tickets().use(ticket) || caller.exchange().returned().declined()) {
      refuse(NeutralText.waiting(ticket.ref()));
      return;
    }
    Stages.then(
        caller.thread(),
        Stages.attempt(() -> services.holds().desk().find(ticket.ref())),
        (found, failure) -> {
          if (found == null) {
            refuse(NeutralText.waiting(ticket.ref()));
          } else {
            found(found);
          }
        });
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
    refusedIfKilled();
  }

  @Override
  public void closing() {
    refuse(NeutralText.waiting(ticket.ref()));
  }

  /** The call must be the one that was put before people. */
  private boolean fits() {
    String upstream = caller.upstream().name();
    ToolRef tool =
        services
            .catalogue()
            .resolve(
                upstream,
                subject.tool(),
                subject.arguments(),
                services.offers().book().listed(upstream, subject.tool()));
    Payload arguments = services.catalogue().arguments(tool, subject.arguments());
    String now = HoldTickets.subject(session().floor(), tool.qualifiedName(), arguments.digest());
    if (now.equals(ticket.subject())) {
      return true;
    }
    services.holds().desk().mismatched(ticket.ref(), arguments);
    refuse(NeutralText.refused(ticket.ref()));
    return false;
  }

  private void found(Optional<Approval> approval) {
    if (over) {
      return;
    }
    if (approval.isEmpty() || !approval.get().isPending()) {
      goOn();
      return;
    }
    waiting.begin(ladder.stay());
    Stages.then(
        caller.thread(),
        services.holds().desk().settled(ticket.ref()),
        (settled, failure) -> goOn());
  }

  /** People have spoken, or never will: the call is judged, which tells. */
  private void goOn() {
    if (!over) {
      leave();
      begun(caller, subject, ticket.round()).start();
    }
  }

  private void stayed() {
    if (over) {
      return;
    }
    byte[] again =
        ladder.afterStay(new HoldLadder.Held(ticket.ref(), ticket.expiresAt(), ticket.subject()));
    if (again == null) {
      refuse(NeutralText.waiting(ticket.ref()));
    } else {
      leave();
      Answers.message(caller, again);
    }
  }

  private boolean refusedIfKilled() {
    if (!over && services.gate().read(session()) instanceof GateState.Killed killed) {
      refuse(NeutralText.refused(killed.cause().header().ref()));
    }
    return over;
  }

  private void refuse(String text) {
    if (!over) {
      leave();
      Answers.refusal(caller, text);
    }
  }

  private void leave() {
    over = true;
    waiting.end();
    services.open().remove(this);
  }

  private JudgedCall begun(Caller caller, Subject.Judged subject, int round) {
    return new JudgedCall(services, caller, new StepRuns(services).begin(caller, subject), round);
  }
}
