// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The client of the MCP Java SDK. */
final class JavaSdkClient implements MatrixClient {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration FIRST_WORD = Duration.ofSeconds(30);

  private final String name;

  JavaSdkClient(String name) {
    this.name = name;
  }

  @Override
  public Connection open(String url, String token, Duration patience) throws IOException {
    URI uri = URI.create(url);
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder("http://" + uri.getAuthority())
                    .endpoint(uri.getPath())
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                    .build())
            .clientInfo(McpSchema.Implementation.builder(name, "1.0.0").build())
            .requestTimeout(patience)
            .initializationTimeout(FIRST_WORD)
            .build();
    try {
      client.initialize();
      client.listTools();
    } catch (RuntimeException e) { // The SDK declares no narrower type.
      client.close();
      throw new IOException(reasons(e), e);
    }
    return new Sdk(client);
  }

  @Override
  public void close() {}

  /** The texts of an error and of what caused it. */
  static String reasons(Throwable error) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = error; at != null; at = at.getCause()) {
      all.append(at.getMessage()).append(": ");
    }
    return all.toString();
  }

  /** One connection of it. */
  private record Sdk(McpSyncClient client) implements Connection {

    @Override
    public Said call(String tool, String arguments) throws IOException {
      Map<String, Object> read = JSON.readValue(arguments, new TypeReference<>() {});
      try {
        McpSchema.CallToolResult result =
            client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(read).build());
        String text =
            result.content().stream()
                .map(part -> part instanceof McpSchema.TextContent said ? said.text() : "")
                .collect(Collectors.joining("\n"));
        Object structured = result.structuredContent();
        return new Said(
            Boolean.TRUE.equals(result.isError()),
            text,
            structured == null ? "" : JSON.writeValueAsString(structured));
      } catch (RuntimeException e) { // The SDK declares no narrower type.
        throw new IOException(reasons(e), e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
