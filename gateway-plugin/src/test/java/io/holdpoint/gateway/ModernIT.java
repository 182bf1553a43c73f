// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.testing.ScriptedMonitor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Revision 2026-07-28, by hand: no SDK for the JVM speaks it. */
final class ModernIT {

  private static final String VERSION = "2026-07-28";

  @Test
  void relaysDiscover_asItIs() throws IOException {
    String discover =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"server/discover\",\"params\":{" + meta() + "}}";
    String found =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"resultType\":\"complete\",\"ttlMs\":5}}";
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(found));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files", discover, "MCP-Protocol-Version: " + VERSION, "Mcp-Method: server/discover");

      assertThat(answer.body()).isEqualTo(found);
      assertThat(upstream.received().getFirst().body()).isEqualTo(discover);
      assertThat(rig.attempts()).isEmpty();
    }
  }

  @Test
  void judgesCall_andTakesClaimAndSessionFromMeta() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      post(client, "files", call(1, "read", "{\"p\":1}"), "read");

      var attempt = rig.attempts().getFirst();
      assertThat(attempt.session().agent().name()).isEqualTo("scout");
      assertThat(attempt.session().key().source().name()).isEqualTo("TRACE");
      assertThat(attempt.arguments().masked()).isEqualTo("{\"p\":1}");
      assertThat(rig.spans().reports().getFirst().wire().protocolVersion()).isEqualTo(VERSION);
    }
  }

  @Test
  void refusesWithResultType_whenDenied() throws IOException {
    ScriptedMonitor monitor = new ScriptedMonitor(attempt -> StreamIT.deny());
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json("{}"));
        Rig rig = Rig.with("files", upstream).monitor(monitor).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = post(client, "files", call(5, "read", "{}"), "read");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"resultType\":\"complete\",")
          .contains("\"isError\":true", "Reference: D-")
          .doesNotContain("HP-CHAIN-001");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-07-28 | tools/call | safe   | Mcp-Name",
        "2026-07-28 | tools/list | danger | Mcp-Method",
        "2025-11-25 | tools/call | danger | MCP-Protocol-Version",
        "           | tools/call | danger | MCP-Protocol-Version",
        "2026-07-28 |            | danger | Mcp-Method",
        "2026-07-28 | tools/call |        | Mcp-Name",
      })
  void answers400AndSendsNothing_whenHeadersAndBodyDisagree(
      String version, String method, String name, String header) throws IOException {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json("{}"));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files",
              call(3, "danger", "{}"),
              field("MCP-Protocol-Version", version),
              field("Mcp-Method", method),
              field("Mcp-Name", name));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"id\":3", "-32020", header);
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void answers400_whenHeaderPromisesWhatBodyDoesNotSay() throws IOException {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json("{}"));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files",
              FidelityIT.call("3", "read", "{}"),
              "MCP-Protocol-Version: " + VERSION,
              "Mcp-Method: tools/call",
              "Mcp-Name: read");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("-32602", "_meta");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void readsEncodedNames() throws IOException {
    String name = "größe";
    String encoded =
        "=?base64?"
            + java.util.Base64.getEncoder()
                .encodeToString(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "?=";
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(post(client, "files", call(1, name, "{}"), encoded).status()).isEqualTo(200);
      assertThat(rig.attempts().getFirst().tool().name()).isEqualTo(name);
    }
  }

  @Test
  void servesBothEras_onOneConnection() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(post(client, "files", call(1, "read", "{}"), "read").status()).isEqualTo(200);
      assertThat(client.post("files", FidelityIT.call("1", "read", "{}")).status()).isEqualTo(200);
      assertThat(rig.attempts()).hasSize(2);
    }
  }

  static RawClient.Answer post(RawClient client, String upstream, String body, String name)
      throws IOException {
    return client.post(
        upstream,
        body,
        "MCP-Protocol-Version: " + VERSION,
        "Mcp-Method: tools/call",
        "Mcp-Name: " + name);
  }

  static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + ","
        + meta()
        + "}}";
  }

  private static String meta() {
    return "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\""
        + VERSION
        + "\",\"io.modelcontextprotocol/clientCapabilities\":{},"
        + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"scout\",\"version\":\"3\"},"
        + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}";
  }

  private static String field(String name, String value) {
    return value == null ? "X-None: 1" : name + ": " + value;
  }
}
