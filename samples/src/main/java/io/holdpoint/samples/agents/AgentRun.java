// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import io.holdpoint.samples.agents.ToolUse.Answer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run of an agent: one id, sent as baggage with every request, and one MCP session for each
 * server it talks to. Closing it ends those sessions as the protocol asks for.
 */
final class AgentRun implements AutoCloseable {

  private final String agent;
  private final String id;
  private final AgentAccess access;
  private final Consumer<ToolUse> seen;
  private final Map<String, McpSyncClient> clients = new HashMap<>();
  private final List<ToolUse> uses = new ArrayList<>();

  AgentRun(String agent, String id, AgentAccess access, Consumer<ToolUse> seen) {
    this.agent = agent;
    this.id = id;
    this.access = access;
    this.seen = seen;
  }

  /** A new id for a run of an agent. */
  static String newId(String agent) {
    return agent + "-" + HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits(), 8);
  }

  /**
   * Calls a tool.
   *
   * @param subject the argument worth telling a person of
   */
  ToolUse call(String server, String tool, String subject, Map<String, Object> arguments) {
    ToolUse use = new ToolUse(id, server, tool, subject, answer(server, tool, arguments));
    uses.add(use);
    seen.accept(use);
    return use;
  }

  /** Every call so far. */
  List<ToolUse> uses() {
    return List.copyOf(uses);
  }

  private Answer answer(String server, String tool, Map<String, Object> arguments) {
    try {
      CallToolResult result =
          client(server).callTool(CallToolRequest.builder(tool).arguments(arguments).build());
      String text = text(result);
      return Boolean.TRUE.equals(result.isError())
          ? new Answer.Refused(text)
          : new Answer.Done(text);
    } catch (RuntimeException e) { // the SDK wraps time-outs and HTTP refusals in many types
      return new Answer.NoAnswer(rootMessage(e));
    }
  }

  private McpSyncClient client(String server) {
    McpSyncClient open = clients.get(server);
    if (open != null) {
      return open;
    }
    McpSyncClient client = connect(server);
    clients.put(server, client);
    client.initialize();
    return client;
  }

  private McpSyncClient connect(String server) {
    URI endpoint =
        Objects.requireNonNull(access.endpoints().get(server), () -> "no endpoint of " + server);
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
            .endpoint(endpoint.getRawPath())
            .addHttpRequestCustomizer(
                (request, method, uri, body, context) ->
                    request
                        .setHeader("Authorization", "Bearer " + access.credential())
                        .setHeader("baggage", "holdpoint.session=" + id))
            .build();
    return McpClient.sync(transport)
        .clientInfo(Implementation.builder(agent, "1.0.0").build())
        .requestTimeout(access.patience())
        .initializationTimeout(access.patience())
        .build();
  }

  private static String text(CallToolResult result) {
    return result.content().stream()
        .filter(TextContent.class::isInstance)
        .map(content -> ((TextContent) content).text())
        .collect(Collectors.joining("\n"));
  }

  private static String rootMessage(Throwable trouble) {
    Throwable root = trouble;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  @Override
  public void close() {
    clients.values().forEach(McpSyncClient::closeGracefully);
    clients.clear();
  }
}
