// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.approval.HoldTickets;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.HoldWay;
import io.holdpoint.gateway.mcp.Holding;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.Subject;
import java.util.Optional;

/**
 * Begins judged requests: those that come for the first time, and those whose caller brings back
 * what it was told to. What is not signed by this gateway is another server's and passes as it is.
 */
final class HeldCaller {

  private final CallServices services;

  HeldCaller(CallServices services) {
    this.services = services;
  }

  void begin(Caller caller, RpcMessage message, Subject.Judged subject) {
    String state = caller.exchange().returned().state();
    Holding holding = caller.protocol().holding();
    if (state.isEmpty() || holding == null) {
      begun(caller, subject, 0).start();
      return;
    }
    Optional<HoldTickets.Ticket> ticket = services.holds().tickets().read(state);
    if (ticket.isEmpty()) {
      Exchange inPlace = caller.exchange().waitingInPlace();
      begun(caller.with(inPlace, caller.request()), subject, 0).start();
      return;
    }
    HttpRequest request = caller.request();
    HttpRequest first =
        new HttpRequest(
            request.method(),
            request.target(),
            request.headers(),
            holding.withoutReturned(message),
            request.connection());
    Exchange repeated = caller.exchange().with(HoldWay.REPEAT);
    new HeldLeg(services, caller.with(repeated, first), subject, ticket.get()).start();
  }

  private JudgedCall begun(Caller caller, Subject.Judged subject, int round) {
    return new JudgedCall(services, caller, new StepRuns(services).begin(caller, subject), round);
  }
}
