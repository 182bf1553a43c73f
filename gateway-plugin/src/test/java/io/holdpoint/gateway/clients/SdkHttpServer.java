// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A server of the real MCP Java SDK over streamable HTTP. Its tools are those of {@code
 * server2.mjs}.
 */
final class SdkHttpServer implements Closeable {

  private static final Map<String, Object> TEXT =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("text", Map.of("type", "string")),
          "required",
          List.of("text"));

  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final McpSyncServer mcp;

  SdkHttpServer() throws IOException {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    this.mcp =
        McpServer.sync(transport)
            .serverInfo("matrix-java", "1.0.0")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .tools(
                List.of(
                    tool("say", text -> text),
                    tool("store", text -> "stored " + text),
                    tool("remove", text -> "removed " + text),
                    waiting()))
            .build();
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(transport);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    jetty.setHandler(context);
    try {
      jetty.start();
    } catch (Exception e) { // Jetty declares no narrower type.
      throw new IOException("Java server: cannot start", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/mcp";
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    mcp.close();
    try {
      jetty.stop();
    } catch (Exception e) { // Jetty declares no narrower type.
      throw new IOException("Java server: cannot stop", e);
    }
  }

  private static SyncToolSpecification tool(String name, UnaryOperator<String> body) {
    return new SyncToolSpecification(
        McpSchema.Tool.builder(name, TEXT).description(name).outputSchema(TEXT).build(),
        (exchange, request) -> {
          String text = body.apply(String.valueOf(request.arguments().get("text")));
          return McpSchema.CallToolResult.builder()
              .addTextContent(text)
              .structuredContent(Map.of("text", text))
              .isError(false)
              .build();
        });
  }

  /** Comes back when the server is closed. */
  private SyncToolSpecification waiting() {
    return new SyncToolSpecification(
        McpSchema.Tool.builder("wait", Map.of("type", "object")).description("Waits").build(),
        (exchange, request) -> {
          try {
            boolean isClosed = closed.await(2, TimeUnit.MINUTES);
            return McpSchema.CallToolResult.builder().addTextContent("closed " + isClosed).build();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return McpSchema.CallToolResult.builder().isError(true).build();
          }
        });
  }
}
