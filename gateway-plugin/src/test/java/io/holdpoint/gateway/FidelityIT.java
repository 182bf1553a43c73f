// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.catalogue.ListedTool.Hint;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.gateway.testing.Wire;
import io.holdpoint.model.step.StepId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes pass untouched in both directions. */
public final class FidelityIT {

  private static final String ODD_CALL =
      "{\"params\" : {\"_meta\":{\"x/y\":[1,2 , 3]},\"name\":\"read\",\"zz\":null,"
          + "\"arguments\":{\"big\":123456789012345678901234567890.1234567890123456789,"
          + "\"e\":1.0E+2,\"u\":\"\\u00e9\\ud83d\\ude00 é😀\",\"s\":\"a\\/b\"}},\n"
          + " \"extra\":{\"b\":1,\"a\":2}, \"method\":\"tools/call\",\"id\":9007199254740993,"
          + "\"jsonrpc\":\"2.0\"}";

  private static final String ODD_RESULT =
      "{\"jsonrpc\":\"2.0\", \"result\" : {\"content\":[],\"n\":1e400,\"structuredContent\":"
          + "{\"k\":0.10,\"k2\":12345678901234567890}, \"odd\":\"\\u0041\"},\r\n"
          + "\"id\":9007199254740993 , \"more\":true}";

  @Test
  void passesOddJsonByteForByte_bothWays() throws IOException {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(ODD_RESULT));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", ODD_CALL);

      assertThat(answer.body()).isEqualTo(ODD_RESULT);
      assertThat(upstream.received().getFirst().body()).isEqualTo(ODD_CALL);
    }
  }

  @Test
  void passesUnknownHeaders_butNoCredentialAndNoHopByHopHeader() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(result("1"), "X-Up: a", "X-Up: b", "Keep-Alive: timeout=9"));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files",
              call("1", "read", "{}"),
              "Authorization: Bearer " + Rig.TOKEN,
              "Mcp-Param-Region: eu",
              "X-Odd:   spaced  value",
              "Connection: keep-alive, X-Hop",
              "X-Hop: 1",
              "MCP-Protocol-Version: 2025-11-25");

      List<String> sent = upstream.received().getFirst().head().lines();
      assertThat(sent)
          .contains(
              "Mcp-Param-Region: eu", "X-Odd: spaced  value", "MCP-Protocol-Version: 2025-11-25")
          .noneMatch(line -> line.contains(Rig.TOKEN))
          .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-hop"));
      assertThat(upstream.received().getFirst().head().field("host"))
          .isEqualTo("127.0.0.1:" + upstream.port());
      assertThat(answer.head().lines()).contains("X-Up: a", "X-Up: b");
      assertThat(answer.head().field("keep-alive")).isEmpty();
    }
  }

  @Test
  void setsTraceparentHeaderOnly_whenCallIsJudged() throws IOException {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\","
            + "\"_meta\":{\"traceparent\":\""
            + parent
            + "\"}}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      String other = "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01";
      client.post("files", call, "traceparent: " + other, "Mcp-Session-Id: m-1");

      StepId step = rig.attempts().getFirst().id();
      assertThat(upstream.received().getFirst().body()).isEqualTo(call);
      assertThat(upstream.received().getFirst().head().field("traceparent"))
          .isEqualTo("00-" + step.traceId() + "-" + step.spanId() + "-01");
      assertThat(rig.spans().parents()).containsExactly(parent);
      WireFacts wire = rig.spans().reports().getFirst().wire();
      assertThat(wire.evidence())
          .containsExactly("mcp-session", "_meta.traceparent", "traceparent");
      assertThat(wire.overruledTrace()).as("what did not count is kept").isEqualTo(other);
    }
  }

  @Test
  void relaysUpstreamErrorUntouched_whenUpstreamAnswers4xx() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}";
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.answer(404, "application/json", body));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", call("1", "read", "{}"));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(body);
      assertThat(rig.completions().getFirst().outcome().word()).isEqualTo("protocol-error");
    }
  }

  @Test
  void relaysNotificationAnswer_withoutBody() throws IOException {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.answer(202, "", ""));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post("files", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void remembersListedTools_withoutChangingTheList() throws IOException {
    String list =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[ {\"name\":\"read\",\"annotations\":"
            + "{\"readOnlyHint\":true,\"destructiveHint\":false}}]}}";
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> reply.json(request.asks("tools/list") ? list : result("2")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      String relayed =
          client.post("files", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").body();
      client.post("files", call("2", "read", "{}"));

      assertThat(relayed).isEqualTo(list);
      assertThat(rig.catalogue().listed("files/read"))
          .isNotNull()
          .satisfies(
              tool -> {
                assertThat(tool.readOnly()).isEqualTo(Hint.YES);
                assertThat(tool.destructive()).isEqualTo(Hint.NO);
                assertThat(tool.openWorld()).isEqualTo(Hint.ABSENT);
                assertThat(tool.digest()).hasSize(64);
              });
    }
  }

  @Test
  void relaysLargeAnswers_whole() throws IOException {
    String big =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"x\":\""
            + "y".repeat(3_000_000)
            + "\"}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(big));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", call("1", "read", "{}")).body()).isEqualTo(big);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 65_300, 65_700, 3_000_000})
  void passesLargeRequests_whole(int size) throws IOException {
    String big = call("1", "read", "{\"x\":\"" + "y".repeat(size) + "\"}");
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", big).status()).isEqualTo(200);
      assertThat(upstream.received().getFirst().body()).isEqualTo(big);
    }
  }

  @Test
  void writesHeads_withoutMoreAndInOrder() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(result("1"), "X-Up: a"));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", call("1", "read", "{}"), "X-Odd: \u00fc");

      Wire.Head sent = upstream.received().getFirst().head();
      assertThat(sent.start()).isEqualTo("POST /mcp HTTP/1.1");
      assertThat(sent.lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("Content-Type: application/json"),
              line -> assertThat(line).isEqualTo("Accept: application/json, text/event-stream"),
              line -> assertThat(line).startsWith("X-Odd: "),
              line -> assertThat(line).matches("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01"),
              line -> assertThat(line).isEqualTo("host: 127.0.0.1:" + upstream.port()),
              line -> assertThat(line).matches("content-length: \\d+"));
      assertThat(answer.head().start()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(answer.head().lines())
          .containsExactly(
              "Content-Type: application/json",
              "X-Up: a",
              "content-length: " + result("1").length());
    }
  }

  public static String call(String id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + "}}";
  }

  public static String result(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}}";
  }
}
