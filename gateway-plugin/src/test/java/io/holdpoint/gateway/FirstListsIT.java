// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The gateway asks for tools itself where an agent never does. */
final class FirstListsIT {

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");
  private static final String CALL = FidelityIT.call("5", "read", "{}");

  @Test
  void asksBeforeTheFirstCall_onceForEachCaller_pageByPage() throws IOException {
    try (StubUpstream upstream = new StubUpstream(FirstListsIT::pages);
        Rig rig = Rig.with("files", upstream).asking().start();
        RawClient client = rig.client()) {
      String answer = client.post("files", CALL, "Mcp-Session-Id: m-1", "X-Key: k").body();
      client.post("files", CALL, "Mcp-Session-Id: m-1");
      client.post("files", CALL, "Mcp-Session-Id: m-1", "Authorization: Bearer " + Rig.TOKEN);

      assertThat(answer).contains("\"id\":5");
      assertThat(upstream.count("tools/list")).isEqualTo(4);
      assertThat(upstream.count("tools/call")).isEqualTo(3);
      StubUpstream.Received first = upstream.received().getFirst();
      assertThat(first.head().field("mcp-session-id")).isEqualTo("m-1");
      assertThat(first.head().field("x-key")).isEqualTo("k");
      assertThat(upstream.received().get(1).body()).contains("\"cursor\":\"p2\"");
      assertThat(rig.attempts().getFirst().tool().digest()).hasSize(64);
      assertThat(rig.offers().offers()).hasSize(2);
    }
  }

  @Test
  void asksNothing_whereTheAgentListed() throws IOException {
    try (StubUpstream upstream = new StubUpstream(FirstListsIT::plain);
        Rig rig = Rig.with("files", upstream).asking().start();
        RawClient client = rig.client()) {
      client.post("files", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      client.post("files", CALL);

      assertThat(upstream.count("tools/list")).isEqualTo(1);
    }
  }

  @Test
  void speaksTheCallersEra() throws IOException {
    try (StubUpstream upstream = new StubUpstream(FirstListsIT::plain);
        Rig rig = Rig.with("files", upstream).asking().start();
        RawClient client = rig.client()) {
      ModernIT.post(client, "files", ModernIT.call(1, "read", "{}"), "read");

      StubUpstream.Received list = upstream.received().getFirst();
      assertThat(list.asks("tools/list")).isTrue();
      assertThat(list.head().field("mcp-method")).isEqualTo("tools/list");
      assertThat(list.head().field("mcp-name")).isEmpty();
      assertThat(list.body()).contains("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    }
  }

  @Test
  void letsTheCallGoOn_whenTheServerHasNoList() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.asks("tools/list")) {
                    reply.answer(404, "text/plain", "no");
                  } else {
                    reply.json(FidelityIT.result("5"));
                  }
                });
        Rig rig = Rig.with("files", upstream).asking().start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", CALL).body()).contains("\"id\":5");
      client.post("files", CALL);
      assertThat(upstream.count("tools/list")).isEqualTo(1);

      rig.clock().advance(Duration.ofMinutes(2));
      client.post("files", CALL);
      assertThat(upstream.count("tools/list")).isEqualTo(2);
    }
  }

  @Test
  void asksAgain_whenTheServerSaysThatItsToolsChanged() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.asks("tools/list")) {
                    plain(request, reply);
                    return;
                  }
                  reply.beginEvents();
                  reply.events(
                      "data:"
                          + " {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n");
                  reply.events("data: " + FidelityIT.result("5") + "\n\n");
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).asking().start();
        RawClient client = rig.client()) {
      client.post("files", CALL);
      client.post("files", CALL);

      assertThat(upstream.count("tools/list")).isEqualTo(2);
    }
  }

  private static void plain(StubUpstream.Received request, StubUpstream.Reply reply)
      throws IOException {
    reply.json(
        request.asks("tools/list")
            ? list(request, "[{\"name\":\"read\"}]")
            : FidelityIT.result("5"));
  }

  private static void pages(StubUpstream.Received request, StubUpstream.Reply reply)
      throws IOException {
    if (!request.asks("tools/list")) {
      reply.json(FidelityIT.result("5"));
    } else if (request.body().contains("cursor")) {
      reply.beginEvents();
      reply.events("data: " + list(request, "[{\"name\":\"read\"}]") + "\n\n");
      reply.endEvents();
    } else {
      reply.json(list(request, "[{\"name\":\"other\"}],\"nextCursor\":\"p2\""));
    }
  }

  private static String list(StubUpstream.Received request, String tools) {
    Matcher id = ID.matcher(request.body());
    assertThat(id.find()).isTrue();
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":{\"tools\":" + tools + "}}";
  }
}
