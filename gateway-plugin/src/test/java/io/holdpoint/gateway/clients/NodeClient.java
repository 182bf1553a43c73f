// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import io.holdpoint.gateway.testing.NodeTools;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client of a TypeScript SDK in a process that obeys one line after the other. */
final class NodeClient implements MatrixClient {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_SECONDS = 60;

  private final String name;
  private final Process process;
  private final BufferedWriter in;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  /**
   * @param name what it calls itself
   * @param script one of ours, with its arguments
   */
  NodeClient(String name, NodeTools tools, String script, String... arguments) throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>(List.of(tools.node(), tools.script(script)));
    command.addAll(List.of(arguments));
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().name("node-client").start(this::read);
  }

  @Override
  public Connection open(String url, String token, Duration patience) throws IOException {
    ObjectNode order = order("open");
    order.put("url", url).put("name", name).put("token", token);
    order.put("patience", TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
    int of = order.get("id").asInt();
    ask(order);
    return new Connection() {
      @Override
      public Said call(String tool, String arguments) throws IOException {
        ObjectNode call = order("call");
        call.put("of", of).put("tool", tool).put("patience", patience.toMillis());
        call.set("arguments", JSON.readTree(arguments));
        JsonNode said = ask(call);
        return new Said(
            said.get("isError").asBoolean(),
            said.get("text").asString(),
            said.get("structured").asString());
      }

      @Override
      public void close() throws IOException {
        ask(order("close").put("of", of));
      }
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
    process.destroy();
  }

  private ObjectNode order(String what) {
    return JSON.createObjectNode().put("id", ids.incrementAndGet()).put("do", what);
  }

  private JsonNode ask(ObjectNode order) throws IOException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(order.get("id").asInt(), answer);
    synchronized (in) {
      in.write(order + "\n");
      in.flush();
    }
    try {
      JsonNode said = answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (said.has("failure")) {
        throw new IOException(said.get("failure").asString());
      }
      return said;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("client: no answer to " + order, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("client: interrupted", e);
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        JsonNode said = JSON.readTree(line);
        CompletableFuture<JsonNode> answer = waiting.remove(said.get("id").asInt());
        if (answer != null) {
          answer.complete(said);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      waiting.values().forEach(a -> a.completeExceptionally(new IOException("client: it ended")));
    }
  }
}
