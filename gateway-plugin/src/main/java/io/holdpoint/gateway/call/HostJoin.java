// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.api.HostedCalls;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.ToolRef;
import org.jspecify.annotations.Nullable;

/** Recognises a call of which a host told before: the same step, seen at a second place. */
final class HostJoin {

  /** Under which Claude Code sends its id of the tool call. */
  private static final String CLAUDE_CODE_ID = "claudecode/toolUseId";

  private final CallServices services;

  HostJoin(CallServices services) {
    this.services = services;
  }

  /** Takes the host's step over, or null; nothing that stands against the caller is left behind. */
  HostedCalls.@Nullable Claimed claim(Caller caller, Subject.Judged subject, RawObject meta) {
    if (!(services.gate().read(caller.session()) instanceof GateState.Active)) {
      return null;
    }
    String upstream = caller.upstream().name();
    ToolRef tool =
        services
            .catalogue()
            .resolve(
                upstream,
                subject.tool(),
                subject.arguments(),
                services.offers().book().listed(upstream, subject.tool()));
    Digest arguments = services.catalogue().arguments(tool, subject.arguments()).digest();
    HostedCalls.Claimed claimed =
        services
            .hosted()
            .claim(
                caller.principal().floor(),
                tool.qualifiedName(),
                arguments,
                meta.text(CLAUDE_CODE_ID));
    Subject.Item item = subject.item();
    if (claimed != null && item != null) {
      claimed.run().uses(new Offer(item.kind(), upstream, item.name()));
    }
    if (claimed != null) {
      claimed
          .run()
          .movedTo(
              caller.thread(), caller.wire(caller.exchange().method(), caller.exchange().id()));
    }
    return claimed;
  }
}
