// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.ScriptedMonitor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers ask is judged in the shapes of either era, whichever its client speaks. */
final class JudgedShapesIT {

  private static final String ASK =
      "{\"jsonrpc\":\"2.0\",\"id\":\"s-1\",\"method\":\"sampling/createMessage\",\"params\":{\"messages\":[]}}";

  private static ScriptedMonitor denyingAsks() {
    return new ScriptedMonitor(
        attempt ->
            attempt.kind() == StepKind.TOOL_CALL
                ? ScriptedMonitor.permit(attempt.at())
                : StreamIT.deny());
  }

  @Test
  void keepsARequestOfTheOlderEra_fromAClientOfTheNewerOne() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (!request.asks("tools/call")) {
                    reply.answer(202, "", "");
                    return;
                  }
                  reply.beginEvents();
                  reply.events("data: " + ASK + "\n\n");
                  reply.events("data: " + FidelityIT.result("1") + "\n\n");
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).monitor(denyingAsks()).start();
        RawClient client = rig.client()) {
      String answer = ModernIT.post(client, "files", ModernIT.call(1, "read", "{}"), "read").body();

      assertThat(answer).doesNotContain("sampling").contains("\"result\"");
      assertThat(rig.attempts()).extracting(Step.Attempted::kind).contains(StepKind.SAMPLING);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"password\"}}}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"inputRequests\":{},\"inputRequests\":[{\"method\":\"elicitation/create\",\"params\":{\"message\":\"password\"}}]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32042,\"message\":\"m\",\"data\":{\"elicitations\":[{\"mode\":\"url\",\"url\":\"https://password.example\"}]}}}",
      })
  void keepsWhatIsAskedWithinAnAnswer_fromAClientOfTheOlderEra(String asking) throws IOException {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(asking));
        Rig rig = Rig.with("files", upstream).monitor(denyingAsks()).start();
        RawClient client = rig.client()) {
      String answer = client.post("files", FidelityIT.call("1", "read", "{}")).body();

      assertThat(answer).contains("Reference: ").doesNotContain("password");
      assertThat(rig.attempts()).extracting(Step.Attempted::kind).contains(StepKind.ELICITATION);
    }
  }
}
