// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One MCP server of the Java SDK, over streamable HTTP on a free loopback port. */
final class McpHost implements AutoCloseable {

  private static final String TRACEPARENT = "traceparent";
  private static final String BAGGAGE = "baggage";

  private final String name;
  private final ReceivedCalls calls;
  private final InstantSource clock;
  private final Server jetty;
  private final ServerConnector connector;
  private final McpSyncServer mcp;

  private McpHost(String name, List<SampleTool> tools, ReceivedCalls calls, InstantSource clock) {
    this.name = name;
    this.calls = calls;
    this.clock = clock;
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint("/mcp")
            .contextExtractor(McpHost::traceContext)
            .build();
    // The tools check their arguments themselves, so that a malformed call is counted too.
    this.mcp =
        McpServer.sync(transport)
            .serverInfo("sample-" + name, "1.0.0")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .validateToolInputs(false)
            .tools(tools.stream().map(this::specification).toList())
            .build();
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setName("sample-" + name);
    threads.setDaemon(true);
    this.jetty = new Server(threads);
    this.connector = new ServerConnector(jetty, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(transport);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    jetty.setHandler(context);
  }

  /**
   * Starts a server.
   *
   * @throws IOException if it cannot listen
   */
  static McpHost start(
      String name, List<SampleTool> tools, ReceivedCalls calls, InstantSource clock)
      throws IOException {
    McpHost host = new McpHost(name, tools, calls, clock);
    try {
      host.jetty.start();
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IOException("sample server " + name + ": cannot start", e);
    }
    return host;
  }

  /** Where it listens. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
  }

  @Override
  public void close() throws IOException {
    mcp.closeGracefully();
    try {
      jetty.stop();
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IOException("sample server " + name + ": cannot stop", e);
    }
  }

  private SyncToolSpecification specification(SampleTool tool) {
    return new SyncToolSpecification(
        tool.definition(), (exchange, request) -> answer(tool, exchange, request));
  }

  private CallToolResult answer(
      SampleTool tool, McpSyncServerExchange exchange, CallToolRequest request) {
    McpTransportContext context = exchange.transportContext();
    calls.add(
        new ReceivedCall(
            name,
            tool.name(),
            Baggage.runOf(text(context, BAGGAGE)),
            text(context, TRACEPARENT),
            clock.instant()));
    try {
      String text = tool.body().call(new Arguments(request.arguments()));
      return CallToolResult.builder().addTextContent(text).isError(false).build();
    } catch (ToolFailure e) {
      return CallToolResult.builder()
          .addTextContent(Objects.requireNonNullElse(e.getMessage(), "failed"))
          .isError(true)
          .build();
    }
  }

  private static McpTransportContext traceContext(HttpServletRequest request) {
    return McpTransportContext.create(
        Map.of(
            TRACEPARENT, Objects.requireNonNullElse(request.getHeader(TRACEPARENT), ""),
            BAGGAGE, Objects.requireNonNullElse(request.getHeader(BAGGAGE), "")));
  }

  private static String text(McpTransportContext context, String key) {
    return context.get(key) instanceof String text ? text : "";
  }
}
