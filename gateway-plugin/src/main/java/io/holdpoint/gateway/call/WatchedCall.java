// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.step.StepKind;
import java.util.ArrayDeque;

/**
 * A request to be told of changes of resources: each of them is judged like reading it, one after
 * the other; then the request is relayed. One refusal refuses it all.
 */
final class WatchedCall {

  private static final int MOST = 256;

  private final CallServices services;
  private final Caller caller;
  private final ArrayDeque<String> uris;

  WatchedCall(CallServices services, Caller caller, Subject.Watching watching) {
    this.services = services;
    this.caller = caller;
    this.uris = new ArrayDeque<>(watching.uris());
  }

  void start() {
    if (uris.size() > MOST) {
      String text =
          "resourceSubscriptions: got " + uris.size() + " (expected: at most " + MOST + ")";
      Answers.refusal(caller, text);
    } else {
      next();
    }
  }

  private void next() {
    String uri = uris.poll();
    if (uri == null) {
      new RelayedCall(services, caller).start();
      return;
    }
    String method = caller.exchange().method();
    String arguments = "{\"uri\":" + Json.quote(uri) + "}";
    new Judging(new ServerAsk(StepKind.RESOURCE_READ, method, "", arguments), uri).start();
  }

  /** One resource. */
  private final class Judging {
    private final AskRun run;

    Judging(ServerAsk ask, String uri) {
      this.run = new AskRun(services, caller, ask, this::told);
      run.uses(new Offer(OfferKind.RESOURCE, caller.upstream().name(), uri));
    }

    void start() {
      run.start();
    }

    private void told(boolean judgedWell) {
      if (judgedWell) {
        next();
      } else {
        Answers.refusal(caller, NeutralText.refused(run.ref()));
      }
    }
  }
}
