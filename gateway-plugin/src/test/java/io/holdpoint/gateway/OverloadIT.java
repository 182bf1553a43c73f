// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.GatewayConfig.Overload;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Callers who take more than their share, or all the time in the world. */
@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class OverloadIT {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String READ = FidelityIT.call("1", "read", "{}");
  private static final String GET =
      "GET /files/mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";

  @Test
  void endsConnections_whoseRequestDoesNotBecomeWhole() throws Exception {
    Overload hasty = new Overload(100, 100, Duration.ofMillis(300), LONG);
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).overload(hasty).start();
        RawClient silent = rig.client();
        RawClient inHead = rig.client();
        RawClient inBody = rig.client();
        RawClient idle = rig.client()) {
      assertThat(idle.post("files", READ).status()).isEqualTo(200);
      inHead.send("POST /files/mcp HTTP/1.1\r\nHost: local");
      inBody.send("POST /files/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
      RawClient.Answer slow = inHead.read();
      assertThat(slow.status()).isEqualTo(408);
      assertThat(slow.body()).contains("-31003", "no whole request");
      assertThat(inBody.read().status()).isEqualTo(408);
      assertThat(silent.isClosedByPeer()).isTrue();
      // Between two requests a client may take its time.
      assertThat(idle.post("files", READ).status()).isEqualTo(200);
      assertThat(upstream.received()).hasSize(2);
    }
  }

  @Test
  void turnsAwayConnections_beyondTheLimit() throws Exception {
    Overload two = new Overload(2, 100, LONG, LONG);
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).overload(two).start();
        RawClient first = rig.client()) {
      assertThat(first.post("files", READ).status()).isEqualTo(200);
      try (RawClient second = rig.client()) {
        assertThat(second.post("files", READ).status()).isEqualTo(200);
        try (RawClient third = rig.client()) {
          RawClient.Answer full = third.read();
          assertThat(full.status()).isEqualTo(503);
          assertThat(full.head().field("retry-after")).isEqualTo("1");
        }
      }
      await()
          .untilAsserted(
              () -> {
                try (RawClient again = rig.client()) {
                  assertThat(again.post("files", READ).status()).isEqualTo(200);
                }
              });
    }
  }

  @Test
  void refusesCallsAndStreams_beyondThePrincipalsShare() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Overload two = new Overload(100, 2, LONG, LONG);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.head().start().startsWith("GET")) {
                    reply.beginEvents();
                  } else {
                    StreamIT.awaitLatch(go);
                    reply.json(FidelityIT.result("1"));
                  }
                });
        Rig rig = Rig.with("files", upstream).overload(two).start();
        RawClient listener = rig.client();
        RawClient caller = rig.client();
        RawClient greedy = rig.client();
        RawClient other = rig.client()) {
      listener.send(GET);
      listener.readHead();
      caller.sendPost("files", READ);
      await().until(() -> upstream.received().size() == 2);

      RawClient.Answer refused = greedy.post("files", READ);
      assertThat(refused.status()).isEqualTo(200);
      assertThat(refused.body()).contains("\"id\":1", "isError", "too many calls");
      greedy.send(GET);
      RawClient.Answer stream = greedy.read();
      assertThat(stream.status()).isEqualTo(503);
      assertThat(stream.head().field("retry-after")).isEqualTo("2");
      // Another principal has a share of its own.
      other.sendPost("files", READ, "Authorization: Bearer " + Rig.TOKEN);
      await().until(() -> upstream.received().size() == 3);
      go.countDown();
      assertThat(other.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(caller.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(greedy.post("files", READ).body()).isEqualTo(FidelityIT.result("1"));
    }
  }

  @Test
  void cutsCaller_whoTakesInNothing_andItsUpstreamCall() throws Exception {
    Overload impatient = new Overload(100, 100, LONG, Duration.ofMillis(500));
    String event =
        "data: {\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":\""
            + "x".repeat(60_000)
            + "\"}\n\n";
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  while (true) {
                    reply.events(event);
                  }
                });
        Rig rig = Rig.with("files", upstream).overload(impatient).start();
        RawClient client = rig.client()) {
      client.sendPost("files", READ);
      await().until(() -> upstream.closedByPeer() == 1);
      await().until(() -> rig.completions().size() == 1);
      assertThat(rig.completions().getFirst().outcome().word()).isEqualTo("unknown");
    }
  }

  private static StubUpstream answering() throws java.io.IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }
}
