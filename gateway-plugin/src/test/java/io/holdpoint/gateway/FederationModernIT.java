// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.FederatedServer;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One endpoint over several upstreams in the era without sessions. */
final class FederationModernIT {

  private static final String VERSION = "2026-07-28";

  @Test
  void discoversUnion_listsAndRoutes_withTheNameOfTheUpstreamMirrored() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      RawClient.Answer found = post(client, "server/discover", "", "");
      RawClient.Answer tools = post(client, "tools/list", "", "");
      RawClient.Answer read =
          post(client, "tools/call", "\"name\":\"files__read\",\"arguments\":{},", "files__read");

      assertThat(found.body())
          .contains(
              "\"supportedVersions\":[\"2026-07-28\"]",
              "\"capabilities\":{\"crm\":{},\"files\":{}}",
              "\"ttlMs\":500",
              "\"cacheScope\":\"private\"");
      assertThat(tools.body())
          .contains("\"resultType\":\"complete\"", "crm__find", "files__read", "\"ttlMs\":0");
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.body()).contains("files did read", "holdpoint://files/x://one");
      assertThat(read.head().field("mcp-session-id")).isEmpty();
      StubUpstream.Received got = files.stub().received().getLast();
      assertThat(got.head().field("mcp-name")).isEqualTo("read");
      assertThat(rig.attempts()).hasSize(1);
    }
  }

  @Test
  void refusesAndSendsNothing_whenTheNameIsNotMirrored() throws IOException {
    try (FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("files", files.stub()).start();
        RawClient client = rig.client()) {
      RawClient.Answer read =
          post(client, "tools/call", "\"name\":\"files__read\",\"arguments\":{},", "files__other");

      assertThat(read.status()).isEqualTo(400);
      assertThat(read.body()).contains("-32020");
      assertThat(files.stub().received()).isEmpty();
    }
  }

  @Test
  void handsOnTheOlderEra_whenAnUpstreamSpeaksOnlyThat() throws IOException {
    String old = "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32600,\"message\":\"old\"}}";
    try (FederatedServer crm = new FederatedServer("crm", "find");
        StubUpstream older =
            new StubUpstream((request, reply) -> reply.answer(400, "application/json", old));
        Rig rig = Rig.with("crm", crm.stub()).upstream("older", older.url()).start();
        RawClient client = rig.client()) {
      RawClient.Answer found = post(client, "server/discover", "", "");

      assertThat(found.status()).isEqualTo(400);
      assertThat(found.body()).isEqualTo(old);
    }
  }

  @Test
  void acknowledgesOnce_whatAllTellOf_thenPassesChanges() throws IOException {
    String changed =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":"
            + "{\"uri\":\"x://one\"}}";
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read").saying(changed);
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      send(
          client,
          "subscriptions/listen",
          "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":"
              + "[\"holdpoint://files/x://one\"]},",
          "");
      assertThat(client.readHead().start()).contains("200");
      String acknowledged = client.readChunk();
      String updated = client.readChunk();

      assertThat(acknowledged)
          .contains(
              "notifications/subscriptions/acknowledged",
              "\"toolsListChanged\":true",
              "\"resourceSubscriptions\":[\"holdpoint://files/x://one\"]",
              "\"io.modelcontextprotocol/subscriptionId\":3");
      assertThat(updated).contains("\"uri\":\"holdpoint://files/x://one\"");
      assertThat(crm.stub().received().getLast().body()).contains("\"resourceSubscriptions\":[]");
      assertThat(files.stub().received().getLast().body())
          .contains("\"resourceSubscriptions\":[\"x://one\"]");
    }
  }

  private static RawClient.Answer post(RawClient client, String method, String params, String name)
      throws IOException {
    send(client, method, params, name);
    return client.read();
  }

  private static void send(RawClient client, String method, String params, String name)
      throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\""
            + method
            + "\",\"params\":{"
            + params
            + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\""
            + VERSION
            + "\"}}}";
    if (name.isEmpty()) {
      client.sendPost("", body, "MCP-Protocol-Version: " + VERSION, "Mcp-Method: " + method);
    } else {
      client.sendPost(
          "",
          body,
          "MCP-Protocol-Version: " + VERSION,
          "Mcp-Method: " + method,
          "Mcp-Name: " + name);
    }
  }
}
