// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.Closeable;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server of the real MCP Java SDK over HTTP+SSE (2024-11-05). */
@SuppressWarnings("deprecation") // The transport is deprecated by its protocol.
public final class SdkSseServer implements Closeable {

  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
  private final McpSyncServer mcp;

  public SdkSseServer() throws IOException {
    HttpServletSseServerTransportProvider transport =
        HttpServletSseServerTransportProvider.builder()
            .sseEndpoint("/sse")
            .messageEndpoint("/messages")
            .build();
    this.mcp =
        McpServer.sync(transport)
            .serverInfo("sdk-sse", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .tools(SdkStdioServer.tools())
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
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IOException("SSE server: cannot start", e);
    }
  }

  /** Where its stream is. */
  public String url() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/sse";
  }

  @Override
  public void close() throws IOException {
    mcp.close();
    try {
      jetty.stop();
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IOException("SSE server: cannot stop", e);
    }
  }
}
