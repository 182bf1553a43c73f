// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.StepKind;

/** Begins the steps of a caller's exchange. */
final class StepRuns {

  private final CallServices services;

  StepRuns(CallServices services) {
    this.services = services;
  }

  /** A step a client asked for. */
  StepRun begin(Caller caller, Subject.Judged subject) {
    StepRun run =
        begin(
            caller,
            subject.kind(),
            subject.tool(),
            subject.arguments(),
            caller.exchange().method(),
            caller.exchange().id());
    Subject.Item item = subject.item();
    if (item != null) {
      run.uses(new Offer(item.kind(), caller.upstream().name(), item.name()));
    }
    return run;
  }

  /** A step of any kind within a caller's exchange. */
  StepRun begin(
      Caller caller, StepKind kind, String tool, String arguments, String method, String id) {
    String upstream = caller.upstream().name();
    return services
        .steps()
        .begin(
            caller.live(),
            caller.thread(),
            new Steps.Ask(
                kind,
                upstream,
                tool,
                arguments,
                services.masking().clear(Masked.where(caller), arguments),
                services.offers().book().listed(upstream, tool),
                caller.exchange().hints().traceparent(),
                caller.wire(method, id),
                caller.principal().groups()));
  }
}
