// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Begins steps: catalogue, span, attempt. */
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
    Instant now = services.clock().instant();
    String upstream = caller.upstream().name();
    StepSpan span = services.spans().open(parent(caller), now);
    Step.Attempted attempt =
        new Attempts(services.catalogue())
            .attempted(
                span.id(),
                caller.session(),
                kind,
                upstream,
                tool,
                arguments,
                services.offers().book().listed(upstream, tool),
                now);
    return new StepRun(
        services, caller, span, attempt, new ClearView(arguments), caller.wire(method, id));
  }

  private static @Nullable String parent(Caller caller) {
    String traceparent = caller.exchange().hints().traceparent();
    return traceparent.isEmpty() ? null : traceparent;
  }
}
