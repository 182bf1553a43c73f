// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Masking on the wire. */
final class MaskingIT {

  private static final String MAIL = "jane.roe@example.com";
  private static final String CARD = "4111 1111 1111 1111";

  @Test
  void masksResultsErrorsAndEvents_whereverTheirBytesAreCut() throws IOException {
    String progress =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
            + "{\"progressToken\":1,\"progress\":1,\"message\":\""
            + MAIL
            + "\"}}";
    String last = answer("{\"content\":[{\"type\":\"text\",\"text\":\"" + CARD + "\"}]}");
    String stream = "event: message\nid: 7\ndata: " + progress + "\n\ndata: " + last + "\n\n";
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  for (int i = 0; i < stream.length(); i += 7) {
                    reply.events(stream.substring(i, Math.min(stream.length(), i + 7)));
                  }
                  reply.endEvents();
                });
        Rig rig =
            Rig.with("crm", upstream).masking(Rules.all(Way.REDACT, Direction.RESULTS)).start();
        RawClient client = rig.client()) {
      RawClient.Answer got = client.post("crm", call("find", "{}"));

      assertThat(got.body()).isEqualTo(stream.replace(MAIL, "[email]").replace(CARD, "[card]"));
    }
  }

  @Test
  void masksWholeAnswersAndErrorPages_andNothingWithoutRules() throws IOException {
    String error =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"no "
            + MAIL
            + "\","
            + "\"data\":{\"who\":\""
            + MAIL
            + "\"}}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(error));
        Rig rig =
            Rig.with("crm", upstream).masking(Rules.all(Way.REDACT, Direction.RESULTS)).start();
        Rig plain = Rig.with("crm", upstream).start();
        RawClient client = rig.client();
        RawClient open = plain.client()) {
      assertThat(client.post("crm", call("find", "{}")).body())
          .isEqualTo(error.replace(MAIL, "[email]"));
      assertThat(open.post("crm", call("find", "{}")).body()).isEqualTo(error);
    }
  }

  @Test
  void agentSeesToken_upstreamTheValue_monitorBoth() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(
                        answer(
                            request.body().contains("send_mail")
                                ? "{\"content\":[{\"type\":\"text\",\"text\":\"sent to "
                                    + MAIL
                                    + "\"}]}"
                                : "{\"content\":[{\"type\":\"text\",\"text\":\""
                                    + MAIL
                                    + "\"}]}")));
        Rig rig =
            Rig.with("crm", upstream).masking(Rules.all(Way.TOKEN, Direction.RESULTS)).start();
        RawClient client = rig.client()) {
      String found = client.post("crm", call("find", "{}")).body();
      String token = found.substring(found.indexOf("hpt_"), found.indexOf("hpt_") + 26);
      String sent = client.post("crm", call("send_mail", "{\"to\":\"" + token + "\"}")).body();
      client.post("crm", call("find", "{\"to\":\"" + token + "\"}"));

      assertThat(found).doesNotContain(MAIL);
      assertThat(sent).contains("sent to " + token).doesNotContain(MAIL);
      assertThat(upstream.received().get(1).body()).contains("{\"to\":\"" + MAIL + "\"}");
      assertThat(upstream.received().get(2).body()).contains(token);
      assertThat(rig.attempts().get(1).arguments().masked()).contains(token);
    }
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + ",\"_meta\":{\"progressToken\":1}}}";
  }

  private static String answer(String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
  }
}
