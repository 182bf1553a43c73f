// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A server that is an agent itself and calls through the gateway with the trace it was called in.
 */
final class SubAgentIT {

  private static final String CREW = "Authorization: Bearer " + Rig.SHARED_TOKEN;
  private static final String READ = FidelityIT.call("1", "read", "{}");

  @Test
  void isOfTheTree_andStopsInFlight_whenItsRootIsKilled() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (StubUpstream agent =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        StubUpstream files =
            new StubUpstream(
                (request, reply) -> {
                  StreamIT.awaitLatch(never);
                  reply.json(FidelityIT.result("1"));
                });
        Rig rig = Rig.with("agent", agent).upstream("files", files.url()).start();
        RawClient root = rig.client();
        RawClient sub = rig.client();
        RawClient bystander = rig.client()) {
      root.post("agent", READ, CREW, "Mcp-Session-Id: root");
      String trace = agent.received().getFirst().head().field("traceparent");
      sub.sendPost("files", READ, CREW, "Mcp-Session-Id: sub", "traceparent: " + trace);
      await().until(() -> files.count("tools/call") == 1);
      bystander.sendPost("files", READ, CREW, "Mcp-Session-Id: other");
      await().until(() -> files.count("tools/call") == 2);
      Session above = rig.attempts().get(0).session();
      Session below = rig.attempts().get(1).session();

      assertThat(below.id()).isNotEqualTo(above.id());
      assertThat(below.root()).isEqualTo(above.root());
      rig.bus().publish(kill(rig, above));
      assertThat(sub.read().body()).contains("\"isError\":true", "Reference: K-op");
      assertThat(refusal(rig, "Mcp-Session-Id: late", "traceparent: " + trace))
          .as("whoever comes later in the trace")
          .contains("\"isError\":true", "Reference: K-");
      assertThat(rig.attempts().get(2).session().root()).isNotEqualTo(above.root());
      never.countDown();
      assertThat(bystander.read().body()).isEqualTo(FidelityIT.result("1"));
    }
  }

  @Test
  void isKilledOnItsOwn_whenItIsSeenToBelongOnlyAfterwards() throws Exception {
    try (StubUpstream files =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", files).start();
        RawClient client = rig.client()) {
      String trace = "traceparent: 00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
      client.post("files", READ, CREW, "Mcp-Session-Id: root", trace);
      client.post("files", READ, CREW, "Mcp-Session-Id: sub");
      rig.bus().publish(kill(rig, rig.attempts().getFirst().session()));

      // The same connection would be enough to be taken for the killed session.
      assertThat(refusal(rig, "Mcp-Session-Id: sub")).isEqualTo(FidelityIT.result("1"));
      assertThat(refusal(rig, "Mcp-Session-Id: sub", trace)).contains("Reference: K-");
      assertThat(refusal(rig, "Mcp-Session-Id: sub")).as("for good").contains("Reference: K-");
      assertThat(files.count("tools/call")).isEqualTo(3);
    }
  }

  @Test
  void forgedTrace_reachesNobodyElse() throws Exception {
    try (StubUpstream files =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", files).start();
        RawClient client = rig.client();
        RawClient liar = rig.client()) {
      String trace = "traceparent: 00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
      client.post("files", READ, CREW, "Mcp-Session-Id: root", trace);
      liar.post("files", READ, "Authorization: Bearer " + Rig.TOKEN, trace);
      Session lying = rig.attempts().get(1).session();
      assertThat(lying.root()).isNotEqualTo(rig.attempts().getFirst().session().root());
      rig.bus().publish(kill(rig, lying));

      assertThat(client.post("files", READ, CREW, "Mcp-Session-Id: root", trace).body())
          .isEqualTo(FidelityIT.result("1"));
    }
  }

  private static String refusal(Rig rig, String... headers) throws IOException {
    try (RawClient client = rig.client()) {
      String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = CREW;
      return client.post("files", READ, all).body();
    }
  }

  private static Signal.Kill kill(Rig rig, Session session) {
    return new Signal.Kill(Fixtures.header("K-op", session, rig.clock().instant()));
  }
}
