// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Set;

/**
 * A client's answer to what a server asked: it ends that step, then it is relayed, masked as
 * arguments are.
 */
final class ClientAnswers {

  private final CallServices services;

  ClientAnswers(CallServices services) {
    this.services = services;
  }

  void take(Caller caller, RpcMessage message) {
    PendingAsks.Key key =
        new PendingAsks.Key(caller.session().id(), caller.upstream().name(), message.id());
    StepRun run = services.asks().take(key);
    String asked = run == null ? "" : run.attempt().tool().name();
    RelayedCall relay = new RelayedCall(services, Masked.reply(services, caller, message, asked));
    if (run == null) {
      relay.start();
      return;
    }
    AnswerReading reading = AnswerReading.of(message);
    ToolRef tool = run.attempt().tool();
    Payload result = services.catalogue().result(tool, reading.result());
    Set<DataLabel> labels = services.catalogue().resultLabels(tool, reading.result());
    run.complete(
        reading.outcome(),
        result,
        new ClearView(reading.result()),
        labels,
        failure -> caller.loop().execute(relay::start));
  }
}
