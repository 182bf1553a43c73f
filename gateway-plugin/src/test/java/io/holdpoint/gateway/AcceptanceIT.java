// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.step.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items of the acceptance list (FIDELITY.md) that no other test holds. */
final class AcceptanceIT {

  private static final String VERSION = "MCP-Protocol-Version: 2026-07-28";
  private static final String ANSWER = "id: s_2\ndata: " + FidelityIT.result("1") + "\n\n";

  @Test
  void item13_copiesNotFound_withItsBody() throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32601,\"message\":\"no such method\"}}";
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.answer(404, "application/json", body));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post("files", modern("unknown/method", ""), VERSION, "Mcp-Method: unknown/method");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @Test
  void item14_copies405_forAStreamThatIsNotOffered() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.answer(405, "", "", "Allow: POST"));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.send(listening("X-None: 1"));
      RawClient.Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.head().field("allow")).isEqualTo("POST");
    }
  }

  @Test
  void item16and35_finishesTheCallOfALegacyClientThatLeft_andReplaysItsAnswerOnce()
      throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    reply.events(ANSWER);
                    reply.events("id: s_9\ndata: " + FidelityIT.result("999") + "\n\n");
                    reply.events(": end\n");
                  } else {
                    reply.events("id: s_1\nretry: 50\ndata: \n\n");
                    StreamIT.awaitLatch(left);
                    reply.events(ANSWER);
                    reply.endEvents();
                  }
                });
        Rig rig = Rig.with("files", upstream).start()) {
      try (RawClient client = rig.client()) {
        client.sendPost("files", FidelityIT.call("1", "read", "{}"), "Mcp-Session-Id: s");
        client.readHead();
        assertThat(client.readChunk()).isEqualTo("id: s_1\nretry: 50\ndata: \n\n");
      }
      left.countDown();
      await().until(() -> rig.completions().size() == 1);
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Succeeded());
      assertThat(upstream.closedByPeer()).as("the upstream's stream was not cut").isZero();

      try (RawClient again = rig.client()) {
        again.send(listening("Last-Event-ID: s_1"));
        again.readHead();
        assertThat(again.readChunk()).isEqualTo(ANSWER);
        assertThat(again.readChunk()).as("nobody's answer is withheld").isEqualTo(": end\n");
      }
      assertThat(rig.completions()).as("judged once").hasSize(1);
      assertThat(upstream.received().getLast().head().field("last-event-id")).isEqualTo("s_1");
    }
  }

  @Test
  void item16_doesNotReplayAnotherAnswerUnderTheSameId() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  boolean replay = request.head().start().startsWith("GET");
                  reply.events(
                      replay ? ANSWER.replace("\"result\"", "\"x\":1,\"result\"") : ANSWER);
                  reply.events(": end\n");
                  if (!replay) {
                    reply.endEvents();
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.post("files", FidelityIT.call("1", "read", "{}"), "Mcp-Session-Id: s");
      client.send(listening("Last-Event-ID: s_1"));
      client.readHead();

      assertThat(client.readChunk()).isEqualTo(": end\n");
    }
  }

  @Test
  void item21_forwardsUnknownParameterHeaders() throws IOException {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.post(
          "files",
          ModernIT.call(1, "read", "{}"),
          VERSION,
          "Mcp-Method: tools/call",
          "Mcp-Name: read",
          "Mcp-Param-Region: =?base64?SGVsbG8=?=",
          "Mcp-Param-Unheard-Of: x");

      assertThat(upstream.received().getFirst().head().lines())
          .contains("Mcp-Param-Region: =?base64?SGVsbG8=?=", "Mcp-Param-Unheard-Of: x");
    }
  }

  @ParameterizedTest
  @CsvSource({"2025-06-18, 200", "'', 200", "1999-01-01, 400"})
  void item25_leavesTheRevisionToTheUpstream_inTheOlderEra(String version, int status)
      throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  boolean bad = request.head().field("mcp-protocol-version").equals("1999-01-01");
                  reply.answer(bad ? 400 : 200, "application/json", FidelityIT.result("1"));
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      String field = version.isEmpty() ? "X-None: 1" : "MCP-Protocol-Version: " + version;

      assertThat(client.post("files", FidelityIT.call("1", "read", "{}"), field).status())
          .isEqualTo(status);
      assertThat(upstream.received().getFirst().head().field("mcp-protocol-version"))
          .isEqualTo(version);
    }
  }

  @Test
  void item28_keepsAListeningStreamOpen_pastEveryLimit_andEndsItGracefully() throws Exception {
    String ack =
        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
            + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":7}}}\n\n";
    String change = ack.replace("subscriptions/acknowledged", "tools/list_changed");
    CountDownLatch later = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (!request.asks("tools/call")) {
                    reply.beginEvents();
                    reply.events(ack);
                  }
                  StreamIT.awaitLatch(later);
                  reply.events(change);
                });
        Rig rig = Rig.with("files", upstream).answer(Duration.ofMillis(200)).start();
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      client.sendPost(
          "files",
          modern("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true},"),
          VERSION,
          "Mcp-Method: subscriptions/listen");
      client.readHead();
      assertThat(client.readChunk()).isEqualTo(ack);
      assertThat(other.post("files", FidelityIT.call("1", "read", "{}")).body())
          .as("an answer has its limit, which is over now")
          .contains("-31002");
      later.countDown();
      assertThat(client.readChunk()).isEqualTo(change);
      Thread.ofVirtual().start(rig::close);
      assertThat(client.readChunk())
          .contains("\"id\":5", "complete", "io.modelcontextprotocol/subscriptionId\":5");
      assertThat(client.readChunk()).as("the end of the stream").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"tasks/get, true", "tasks/cancel, true", "tasks/update, true", "tasks/get, false"})
  void item31_relaysTasks_inBothShapes(String method, boolean modern) throws IOException {
    String result = "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"status\":\"working\"}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(result));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      String legacy =
          "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\""
              + method
              + "\",\"params\":{\"taskId\":\"t\"}}";
      RawClient.Answer answer =
          modern
              ? client.post(
                  "files",
                  modern(method, "\"taskId\":\"t\","),
                  VERSION,
                  "Mcp-Method: " + method,
                  "Mcp-Name: t")
              : client.post("files", legacy, "MCP-Protocol-Version: 2025-11-25");

      assertThat(answer.body()).isEqualTo(result);
      assertThat(upstream.received().getFirst().body()).contains("\"taskId\":\"t\"");
    }
  }

  @Test
  void item31_refusesTasksWhoseNameIsAnother() throws IOException {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files",
              modern("tasks/get", "\"taskId\":\"mine\","),
              VERSION,
              "Mcp-Method: tasks/get",
              "Mcp-Name: other");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("-32020");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void item33_relaysCancellations_alsoOfAClientThatLeavesAtOnce() throws Exception {
    String cancelled =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"a-7\"}}";
    CountDownLatch go = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  StreamIT.awaitLatch(go);
                  reply.answer(202, "", "");
                });
        Rig rig = Rig.with("files", upstream).start()) {
      try (RawClient client = rig.client()) {
        client.sendPost("files", cancelled, "Mcp-Session-Id: s");
        await().until(() -> upstream.received().size() == 1);
      }
      go.countDown();
      assertThat(upstream.received().getFirst().body()).isEqualTo(cancelled);
    }
  }

  @Test
  void item36_passesCursorsAsTheyAre() throws IOException {
    String cursor = "eyJwIjogMn0=/+\\u00e9 \\\" ";
    String list =
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"tools\":[],\"nextCursor\":\""
            + cursor
            + "\"}}";
    String next =
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\",\"params\":{\"cursor\":\""
            + cursor
            + "\"}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(list));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", next).body()).isEqualTo(list);
      assertThat(upstream.received().getFirst().body()).isEqualTo(next);
    }
  }

  @Test
  void item38_sharesNoCachedAnswer_betweenPrincipals() throws IOException {
    String list =
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"resultType\":\"complete\",\"tools\":[],"
            + "\"ttlMs\":60000,\"cacheScope\":\"private\"}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(list));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      for (String token : List.of(Rig.TOKEN, Rig.SHARED_TOKEN, Rig.TOKEN)) {
        client.post(
            "files",
            modern("tools/list", ""),
            VERSION,
            "Mcp-Method: tools/list",
            "Authorization: Bearer " + token);
      }

      assertThat(upstream.count("tools/list")).as("nothing is answered from memory").isEqualTo(3);
    }
  }

  private static String listening(String field) {
    return String.join(
        "\r\n",
        "GET /files/mcp HTTP/1.1",
        "Host: localhost",
        "Accept: text/event-stream",
        "Mcp-Session-Id: s",
        field,
        "",
        "");
  }

  private static StubUpstream answering() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  private static String modern(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\""
        + method
        + "\",\"params\":{"
        + params
        + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
  }
}
