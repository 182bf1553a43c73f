// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges a result before its first byte is released: what it carries stands first, then what the
 * server asks within it is judged, then the gate is read once more.
 */
final class ResultJudgement {

  private final CallServices services;
  private final Caller caller;
  private final StepRun run;

  ResultJudgement(CallServices services, Caller caller, StepRun run) {
    this.services = services;
    this.caller = caller;
    this.run = run;
  }

  /**
   * Judges a result.
   *
   * @param then told what the caller may read instead of the result, or an empty text
   */
  void judge(AnswerReading reading, Consumer<String> then) {
    ToolRef tool = run.attempt().tool();
    Payload result = services.catalogue().result(tool, reading.result());
    Set<DataLabel> labels = services.catalogue().resultLabels(tool, reading.result());
    boolean permitted =
        run.permitsResult(
            new PolicyDecisionPoint.Result(
                reading.outcome(), new ClearView(reading.result()), labels));
    run.complete(
        reading.outcome(),
        result,
        new ClearView(reading.result()),
        labels,
        failure -> {
          RpcMessage message = reading.message();
          if (!permitted) {
            refuse(then);
          } else if (failure != null || message == null) {
            conclude(failure, then);
          } else {
            judgeAsks(new ArrayDeque<>(caller.protocol().asksWithin(message)), then);
          }
        });
  }

  private void judgeAsks(ArrayDeque<ServerAsk> asks, Consumer<String> then) {
    ServerAsk ask = asks.poll();
    if (ask == null) {
      conclude(null, then);
      return;
    }
    new AskRun(
            services,
            caller,
            ask,
            delivered -> {
              if (delivered) {
                judgeAsks(asks, then);
              } else {
                refuse(then);
              }
            })
        .start();
  }

  private void refuse(Consumer<String> then) {
    then.accept(NeutralText.stopped(NeutralText.ref("D", run.attempt().id())));
  }

  private void conclude(@Nullable Throwable failure, Consumer<String> then) {
    if (services.gate().read(caller.session()) instanceof GateState.Killed killed) {
      then.accept(NeutralText.stopped(killed.cause().header().ref()));
    } else if (failure != null) {
      then.accept(NeutralText.stopped(NeutralText.ref("E", run.attempt().id())));
    } else {
      then.accept("");
    }
  }
}
