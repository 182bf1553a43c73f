// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;

/** A server of the real MCP Java SDK over its standard streams, with two tools. */
final class StdioServer {

  private StdioServer() {}

  /** Serves until its input ends. */
  public static void main(String[] args) {
    McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
        .serverInfo("doctor-test", "1")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .tools(tool("one"), tool("two"))
        .build();
  }

  private static SyncToolSpecification tool(String name) {
    return new SyncToolSpecification(
        McpSchema.Tool.builder(name, Map.of("type", "object")).build(),
        (exchange, request) ->
            McpSchema.CallToolResult.builder().addTextContent(name).isError(false).build());
  }
}
