// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import io.holdpoint.samples.agents.ToolUse.Answer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
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
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run of an agent: one id, sent as baggage with every request, and one MCP session for each
 * server it talks to. Closing it ends those sessions as the protocol asks for.
 *
 * <p>The sample servers count by the member {@code sample.run}, which means nothing to Holdpoint. A
 * run that tells its own name sends it as {@code holdpoint.session} too and is one session there,
 * whatever it connects to; one that does not is known by its MCP sessions and over when they are.
 */
final class AgentRun implements AutoCloseable {

  private final String agent;
  private final String id;
  private final String baggage;
  private final AgentAccess access;
  private final Consumer<ToolUse> seen;
  private final Map<String, McpSyncClient> clients = new HashMap<>();
  private final List<ToolUse> uses = new ArrayList<>();

  private AgentRun(
      String agent, String id, String baggage, AgentAccess access, Consumer<ToolUse> seen) {
    this.agent = agent;
    this.id = id;
    this.baggage = baggage;
    this.access = access;
    this.seen = seen;
  }

  /** A run that tells its name. */
  static AgentRun named(String agent, String id, AgentAccess access, Consumer<ToolUse> seen) {
    return new AgentRun(agent, id, "sample.run=" + id + ",holdpoint.session=" + id, access, seen);
  }

  /** A run of an agent that knows nothing of Holdpoint. */
  static AgentRun unnamed(String agent, String id, AgentAccess access, Consumer<ToolUse> seen) {
    return new AgentRun(agent, id, "sample.run=" + id, access, seen);
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
      return failure(e);
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
    client.listTools(); // As agents do: they call what they were told of.
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
                        .setHeader("baggage", baggage))
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

  /** An error the protocol carried is an answer; all else is none. */
  private static Answer failure(RuntimeException trouble) {
    Throwable root = trouble;
    while (root.getCause() != null && !(root instanceof McpError)) {
      root = root.getCause();
    }
    String message = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return switch (root) {
      case McpError error -> new Answer.Refused(message);
      case TimeoutException late -> new Answer.NoAnswer("held past the agent's patience");
      default -> new Answer.NoAnswer(message);
    };
  }

  @Override
  public void close() {
    clients.values().forEach(McpSyncClient::closeGracefully);
    clients.clear();
  }
}
