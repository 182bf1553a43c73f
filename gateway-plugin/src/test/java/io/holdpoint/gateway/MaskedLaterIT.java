// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.masking.Rules;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server says of a call later, again or by another way is masked like the call's answer. */
final class MaskedLaterIT {

  private static final String MAIL = "jane.roe@example.com";
  private static final String SESSION = "Mcp-Session-Id: s";
  private static final String FIND = FidelityIT.call("1", "find", "{}");
  private static final String ANSWER =
      "id: s_2\ndata: " + result("{\"content\":[{\"type\":\"text\",\"text\":\"" + MAIL + "\"}]}");
  private static final String PROGRESS =
      "id: s_1\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
          + "{\"progressToken\":1,\"progress\":1,\"message\":\"at "
          + MAIL
          + "\"}}\n\n";

  /** Who wants it masked. */
  enum By {
    POLICY,
    RESULT_POLICY,
    RULE;

    Rig rig(StubUpstream upstream) throws IOException {
      Rig.Builder rig = Rig.with("crm", upstream);
      return switch (this) {
        case POLICY -> rig.policy(clause("")).start();
        case RESULT_POLICY -> rig.policy(clause("on: result, ")).start();
        case RULE -> rig.masking(Rules.emailsOf("find")).start();
      };
    }

    private static String clause(String on) {
      return "clauses:\n  - {id: mail, "
          + on
          + "tools: [crm/find], do: mask, mask: {types: [email]}}\n";
    }
  }

  @ParameterizedTest
  @EnumSource
  void replaysOnListeningStream_maskedAsTheFirstTime(By by) throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  reply.events(PROGRESS + ANSWER + ": end\n");
                  reply.endEvents();
                });
        Rig rig = by.rig(upstream);
        RawClient client = rig.client()) {
      String first = client.post("crm", FIND, SESSION).body();
      client.send(listening());
      client.readHead();
      String again = client.readChunk() + client.readChunk() + client.readChunk();

      assertThat(first).contains("\"text\":\"[email]\"");
      assertThat(again).contains("\"text\":\"[email]\"", "at [email]").doesNotContain(MAIL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void masksAnswer_thatComesOnTheListeningStream(By by) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  if (request.head().start().startsWith("GET")) {
                    StreamIT.awaitLatch(ended);
                    reply.events(ANSWER);
                  } else {
                    reply.events("id: s_1\ndata: \n\n");
                  }
                  reply.endEvents();
                });
        Rig rig = by.rig(upstream);
        RawClient caller = rig.client();
        RawClient listener = rig.client()) {
      caller.post("crm", FIND, SESSION);
      listener.send(listening());
      listener.readHead();
      ended.countDown();

      assertThat(listener.readChunk()).isEqualTo(ANSWER.replace(MAIL, "[email]"));
      assertThat(rig.completions()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void masksResultOfServersTask_asItsCall(By by) throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  String said =
                      request.asks("tools/call")
                          ? "{\"task\":{\"taskId\":\"t-1\",\"status\":\"working\"}}"
                          : "{\"content\":[{\"type\":\"text\",\"text\":\"" + MAIL + "\"}]}";
                  reply.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + said + "}");
                });
        Rig rig = by.rig(upstream);
        RawClient client = rig.client()) {
      client.post("crm", FIND, SESSION);
      String known = client.post("crm", ofTask("t-1"), SESSION).body();
      String unknown = client.post("crm", ofTask("t-2"), SESSION).body();

      assertThat(known).contains("[email]").doesNotContain(MAIL);
      assertThat(unknown).contains("[email]").doesNotContain(MAIL);
    }
  }

  @Test
  void masksBothWays_ofACallThatWasHeld() throws Exception {
    try (StubUpstream upstream = answeringMail();
        Rig rig = holding(Rig.with("crm", upstream)).start();
        RawClient client = rig.client()) {
      client.sendPost("crm", FidelityIT.call("1", "find", "{\"who\":\"" + MAIL + "\"}"), SESSION);
      rig.approve(HoldIT.onlyPending(rig).ref());

      assertThat(client.read().body()).contains("[email]").doesNotContain(MAIL);
      assertThat(upstream.received().getFirst().body()).contains("[email]").doesNotContain(MAIL);
    }
  }

  @Test
  void masksBothWays_ofAHeldCallThatBecameATask() throws Exception {
    try (StubUpstream upstream = answeringMail();
        Rig rig = holding(Rig.with("crm", upstream)).start();
        RawClient client = rig.client()) {
      String tasks = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
      String call =
          ModernIT.call(1, "find", "{\"who\":\"" + MAIL + "\"}")
              .replace("clientCapabilities\":{}", "clientCapabilities\":" + tasks);
      String id =
          JsonMapper.shared()
              .readTree(modern(client, call, "tools/call", "find"))
              .at("/result/taskId")
              .asString();
      rig.approve(HoldIT.onlyPending(rig).ref());
      String get =
          ModernIT.call(2, "x", "{}")
              .replace("tools/call", "tasks/get")
              .replace("\"name\":\"x\",\"arguments\":{}", "\"taskId\":\"" + id + "\"");
      await()
          .untilAsserted(
              () -> {
                JsonNode done = JsonMapper.shared().readTree(modern(client, get, "tasks/get", id));
                assertThat(done.at("/result/result/content/0/text").asString())
                    .isEqualTo("[email]");
              });
      assertThat(upstream.received().getFirst().body()).contains("[email]").doesNotContain(MAIL);
    }
  }

  @Test
  void keepsStructuredContentValid_whenOnlyThePolicyMasks() throws Exception {
    String tool =
        "{\"tools\":[{\"name\":\"find\",\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":"
            + "{\"type\":\"object\",\"properties\":{\"mail\":{\"type\":\"string\","
            + "\"format\":\"email\"}}}}]}";
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":"
                            + (request.asks("tools/list")
                                ? tool
                                : "{\"structuredContent\":{\"mail\":\"" + MAIL + "\"}}")
                            + "}"));
        Rig rig = By.POLICY.rig(upstream);
        RawClient client = rig.client()) {
      client.post("crm", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", SESSION);
      String shown =
          JsonMapper.shared()
              .readTree(client.post("crm", FIND, SESSION).body())
              .at("/result/structuredContent/mail")
              .asString();

      assertThat(shown).isNotEqualTo(MAIL).matches("[a-z.]+@[a-z.]+");
    }
  }

  private static Rig.Builder holding(Rig.Builder rig) {
    return rig.policy(
            """
            clauses:
              - {id: ask, tools: [crm/find], do: hold, hold: {for: 10m}}
              - id: mail
                tools: [crm/find]
                do: mask
                mask: {types: [email], directions: [arguments, results]}
            """)
        .holds(
            new HoldSettings(
                Duration.ofSeconds(5),
                2,
                Duration.ofMillis(10),
                "",
                List.of(),
                Map.of(),
                Map.of()));
  }

  private static StubUpstream answeringMail() throws IOException {
    return new StubUpstream(
        (request, reply) ->
            reply.json(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
                    + "\"text\":\""
                    + MAIL
                    + "\"}]}}"));
  }

  private static String result(String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}\n\n";
  }

  private static String ofTask(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/result\",\"params\":{\"taskId\":\""
        + id
        + "\"}}";
  }

  private static String listening() {
    return "GET /crm/mcp HTTP/1.1\r\nHost: localhost\r\n"
        + SESSION
        + "\r\nLast-Event-ID: s_0\r\n\r\n";
  }

  private static String modern(RawClient client, String body, String method, String name)
      throws IOException {
    client.sendPost(
        "crm",
        body,
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: " + method,
        "Mcp-Name: " + name);
    return client.read().body();
  }
}
