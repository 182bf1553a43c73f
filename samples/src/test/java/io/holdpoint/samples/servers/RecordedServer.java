// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An MCP server that gives each call the result which the same call got when it was recorded. Runs
 * are told apart by the member {@code sample.run} of the baggage.
 */
public final class RecordedServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * A call as it was recorded.
   *
   * @param tool its name
   * @param arguments a JSON object
   * @param result what came back
   */
  public record Recorded(String tool, JsonNode arguments, String result) {}

  private final HttpServer http;
  private final Map<String, List<Recorded>> runs;

  private RecordedServer(HttpServer http, Map<String, List<Recorded>> runs) {
    this.http = http;
    this.runs = Map.copyOf(runs);
  }

  /**
   * Starts on a free loopback port.
   *
   * @param runs the calls of each run, by its name
   */
  public static RecordedServer start(Map<String, List<Recorded>> runs) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RecordedServer server = new RecordedServer(http, runs);
      http.createContext("/mcp", server::answer);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      JsonNode request = JSON.readTree(body);
      if (!request.has("id")) {
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      String run =
          Baggage.runOf(
              Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("baggage"), ""));
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      answer.set("result", result(request, run));
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private JsonNode result(JsonNode request, String run) {
    ObjectNode result = JSON.createObjectNode();
    switch (request.path("method").asString("")) {
      case "initialize" -> {
        result.set("protocolVersion", request.at("/params/protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "recorded").put("version", "1");
      }
      case "tools/list" -> {
        ArrayNode tools = result.putArray("tools");
        names()
            .forEach(
                name ->
                    tools
                        .addObject()
                        .put("name", name)
                        .putObject("inputSchema")
                        .put("type", "object"));
      }
      case "tools/call" ->
          result
              .putArray("content")
              .addObject()
              .put("type", "text")
              .put("text", result(run, request.path("params")));
      default -> {
        // It offers nothing else.
      }
    }
    return result;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    runs.values().forEach(run -> run.forEach(call -> names.add(call.tool())));
    return names;
  }

  private String result(String run, JsonNode call) {
    return runs.getOrDefault(run, List.of()).stream()
        .filter(one -> one.tool().equals(call.path("name").asString("")))
        .filter(one -> one.arguments().equals(call.path("arguments")))
        .findFirst()
        .map(Recorded::result)
        .orElseThrow(() -> new IllegalStateException("recorded: got another call " + call));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
