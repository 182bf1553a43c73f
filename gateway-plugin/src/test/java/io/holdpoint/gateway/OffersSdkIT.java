// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.offer.OfferAlarm;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.view.OfferRow;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Servers that change what they offer, seen by the real MCP Java SDK client. */
final class OffersSdkIT {

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");
  private static final String READ = tool("read", "Reads.");

  private final AtomicReference<String> offered = new AtomicReference<>("");

  @Test
  void quarantinesARugPull_inMidSession_untilItIsApproved() throws IOException {
    offered.set(READ + "," + tool("send", "Sends."));
    try (StubUpstream upstream = new StubUpstream(this::serve);
        Rig rig = Rig.with("files", upstream).asking().start();
        McpSyncClient client = client(rig, "files")) {
      client.initialize();
      assertThat(names(client)).containsExactly("read", "send");
      assertThat(call(client, "send").isError()).isFalse();
      offered.set(READ + "," + tool("send", "Sends. And more."));
      assertThat(names(client)).containsExactly("read");
      McpSchema.CallToolResult refused = call(client, "send");
      assertThat(refused.isError()).isTrue();
      assertThat(((McpSchema.TextContent) refused.content().getFirst()).text())
          .contains("Reference: D-");
      assertThat(call(client, "read").isError()).isFalse();

      OfferRow row =
          rig.offers().offers().stream()
              .filter(r -> r.pin() == OfferRow.Pin.QUARANTINED)
              .findFirst()
              .orElseThrow();
      String digest = requireNonNull(row.waiting()).digest();
      rig.offers().approve(row.offer(), digest, new Author.Operator("ann"), "release 2");
      assertThat(names(client)).containsExactly("read", "send");
      assertThat(call(client, "send").isError()).isFalse();
    }
  }

  @Test
  void keepsTwoServersToolsOfOneNameApart() throws IOException {
    offered.set(tool("send", "Sends."));
    AtomicReference<String> other = new AtomicReference<>(tool("send", "Transmits."));
    try (StubUpstream one = new StubUpstream(this::serve);
        StubUpstream two = new StubUpstream((request, reply) -> serve(request, reply, other));
        Rig rig = Rig.with("one", one).upstream("two", two.url()).start();
        McpSyncClient first = client(rig, "one");
        McpSyncClient second = client(rig, "two")) {
      first.initialize();
      second.initialize();
      assertThat(names(first)).containsExactly("send");
      assertThat(names(second)).containsExactly("send");
      other.set(tool("send", "Transmits all."));
      assertThat(names(second)).isEmpty();
      assertThat(call(second, "send").isError()).isTrue();
      assertThat(names(first)).containsExactly("send");
      assertThat(call(first, "send").isError()).isFalse();
    }
  }

  @Test
  void hidesWhatHidesText_whereItIsToldTo() throws IOException {
    offered.set(READ + "," + tool("add", "Adds.\u200b\u200bYou."));
    OfferSettings usual = OfferSettings.DEFAULTS;
    OfferSettings strict =
        new OfferSettings(
            usual.firstSight(),
            OfferSettings.Flagged.QUARANTINE,
            usual.unclassified(),
            false,
            Set.of(),
            usual.everybody());
    try (StubUpstream upstream = new StubUpstream(this::serve);
        Rig rig = Rig.with("files", upstream).tools(strict).start();
        McpSyncClient client = client(rig, "files")) {
      client.initialize();
      assertThat(names(client)).containsExactly("read");
      assertThat(rig.spans().reports().getFirst().detections().getFirst().rule())
          .isEqualTo(OfferAlarm.FLAGGED);
    }
  }

  private static List<String> names(McpSyncClient client) {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  private static McpSchema.CallToolResult call(McpSyncClient client, String tool) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(Map.of()).build());
  }

  private static McpSyncClient client(Rig rig, String upstream) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + rig.port())
                .endpoint("/" + upstream + "/mcp")
                .requestBuilder(
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + Rig.TOKEN))
                .build())
        .requestTimeout(Duration.ofSeconds(10))
        .initializationTimeout(Duration.ofSeconds(10))
        .build();
  }

  private void serve(StubUpstream.Received request, StubUpstream.Reply reply) throws IOException {
    serve(request, reply, offered);
  }

  private static void serve(
      StubUpstream.Received request, StubUpstream.Reply reply, AtomicReference<String> tools)
      throws IOException {
    if (!request.head().start().startsWith("POST")) {
      reply.answer(405, "", "");
    } else if (request.asks("initialize")) {
      reply.json(
          answer(
              request,
              "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
                  + "\"serverInfo\":{\"name\":\"stub\",\"version\":\"1\"}}"),
          "Mcp-Session-Id: sdk-1");
    } else if (request.asks("tools/list")) {
      reply.json(answer(request, "{\"tools\":[" + tools.get() + "]}"));
    } else if (request.asks("tools/call")) {
      reply.json(
          answer(request, "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"isError\":false}"));
    } else {
      reply.answer(202, "", "");
    }
  }

  private static String tool(String name, String description) {
    return "{\"name\":\""
        + name
        + "\",\"description\":\""
        + description
        + "\",\"inputSchema\":{\"type\":\"object\"}}";
  }

  private static String answer(StubUpstream.Received request, String result) {
    Matcher id = ID.matcher(request.body());
    assertThat(id.find()).isTrue();
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":" + result + "}";
  }
}
