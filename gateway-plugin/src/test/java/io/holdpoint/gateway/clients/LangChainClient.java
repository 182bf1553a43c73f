// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The MCP client of LangChain4j. */
final class LangChainClient implements MatrixClient {

  private static final Duration FIRST_WORD = Duration.ofSeconds(30);

  private final String name;

  LangChainClient(String name) {
    this.name = name;
  }

  @Override
  public Connection open(String url, String token, Duration patience) throws IOException {
    StreamableHttpMcpTransport transport =
        new StreamableHttpMcpTransport.Builder()
            .url(url)
            .customHeaders(Map.of("Authorization", "Bearer " + token))
            .timeout(FIRST_WORD)
            .build();
    try {
      McpClient client =
          new DefaultMcpClient.Builder()
              .transport(transport)
              .clientName(name)
              .clientVersion("1.0.0")
              .initializationTimeout(FIRST_WORD)
              .toolExecutionTimeout(patience)
              .autoHealthCheck(false)
              .build();
      client.listTools();
      return new LangChain(client);
    } catch (RuntimeException e) { // The client declares no narrower type.
      transport.close();
      throw new IOException(JavaSdkClient.reasons(e), e);
    }
  }

  @Override
  public boolean readsStructured() {
    return true;
  }

  @Override
  public void close() {}

  /** One connection of it. */
  private record LangChain(McpClient client) implements Connection {

    @Override
    public Said call(String tool, String arguments) throws IOException {
      try {
        ToolExecutionResult result =
            client.executeTool(
                ToolExecutionRequest.builder().name(tool).arguments(arguments).build());
        return new Said(result.isError(), result.resultText(), "");
      } catch (ToolExecutionException e) { // Its way to hand on a result with isError.
        return new Said(true, String.valueOf(e.getMessage()), "");
      } catch (RuntimeException e) { // The client declares no narrower type.
        throw new IOException(JavaSdkClient.reasons(e), e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        client.close();
      } catch (Exception e) { // Declared by AutoCloseable.
        throw new IOException("LangChain4j: cannot close", e);
      }
    }
  }
}
