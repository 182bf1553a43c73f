// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.testing.NodeTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real server and what is asked of it: data, so that another server is another value.
 *
 * @param name as upstream
 * @param label of what it is, with its version
 * @param bothEras whether it speaks the newer era too
 * @param access how the gateway reaches it
 * @param uses what is asked of it
 * @param slow makes the slow call slow, right before it is made
 */
record MatrixServer(
    String name,
    String label,
    boolean bothEras,
    GatewayConfig.Access access,
    Uses uses,
    Preparation slow) {

  static final String MAIL = "jane.roe@example.com";

  private static final Preparation NOTHING = () -> {};

  /** Something to be done before a call. */
  interface Preparation {
    void run() throws IOException;
  }

  /**
   * A call.
   *
   * @param arguments as JSON
   * @param says part of its answer's text
   */
  record Use(String tool, String arguments, String says) {}

  /**
   * What is asked of a server.
   *
   * @param plain goes
   * @param denied is refused by policy
   * @param personal has a mail address in its result, which is masked
   * @param held three calls of one tool that policy holds
   * @param slow takes longer than any test
   */
  record Uses(Use plain, Use denied, Use personal, List<Use> held, Use slow) {

    String policy(String upstream) {
      return """
      clauses:
        - {id: never, tools: [%1$s/%2$s], do: deny}
        - {id: ask, tools: [%1$s/%3$s], do: hold, hold: {for: 10m}}
        - {id: mail, on: result, tools: [%1$s/*], do: mask, mask: {types: [email]}}
      """
          .formatted(upstream, denied.tool(), held.getFirst().tool());
    }
  }

  static MatrixServer everything(NodeTools tools) {
    return new MatrixServer(
        "everything",
        "server-everything 2026.8.31, a process",
        false,
        process(tools, "server-everything", Map.of(), "stdio"),
        new Uses(
            new Use("echo", "{\"message\":\"hi\"}", "Echo: hi"),
            new Use("get-sum", "{\"a\":1,\"b\":2}", ""),
            new Use("echo", "{\"message\":\"" + MAIL + "\"}", "Echo: [email]"),
            List.of(
                new Use("get-structured-content", "{\"location\":\"Chicago\"}", "drizzle"),
                new Use("get-structured-content", "{\"location\":\"New York\"}", "Cloudy"),
                new Use("get-structured-content", "{\"location\":\"Los Angeles\"}", "Sunny")),
            new Use("trigger-long-running-operation", "{\"duration\":120,\"steps\":60}", "")),
        NOTHING);
  }

  static MatrixServer filesystem(NodeTools tools, Path folder) throws IOException {
    Path docs = Files.createDirectories(folder.resolve("docs")).toRealPath();
    Files.writeString(docs.resolve("a.txt"), "hello from a file");
    Files.writeString(docs.resolve("people.txt"), "Jane Roe, " + MAIL);
    Path pipe = docs.resolve("never-written");
    return new MatrixServer(
        "filesystem",
        "server-filesystem 2026.8.31, a process",
        false,
        process(tools, "server-filesystem", Map.of(), docs.toString()),
        new Uses(
            new Use("read_text_file", path(docs, "a.txt", ""), "hello from a file"),
            new Use("move_file", "{\"source\":\"/a\",\"destination\":\"/b\"}", ""),
            new Use("read_text_file", path(docs, "people.txt", ""), "Jane Roe, [email]"),
            List.of(
                new Use("write_file", path(docs, "1.txt", "one"), "Successfully wrote"),
                new Use("write_file", path(docs, "2.txt", "two"), "Successfully wrote"),
                new Use("write_file", path(docs, "3.txt", "three"), "Successfully wrote")),
            new Use("read_text_file", path(docs, "never-written", ""), "")),
        () -> pipe(pipe));
  }

  static MatrixServer memory(NodeTools tools, Path folder) throws IOException {
    Path graph = Files.createDirectories(folder.resolve("memory")).resolve("graph.jsonl");
    Files.writeString(
        graph,
        "{\"type\":\"entity\",\"name\":\"Jane\",\"entityType\":\"person\",\"observations\":[\""
            + MAIL
            + "\"]}\n");
    return new MatrixServer(
        "memory",
        "server-memory 2026.8.31, a process",
        false,
        process(tools, "server-memory", Map.of("MEMORY_FILE_PATH", graph.toString())),
        new Uses(
            new Use("search_nodes", "{\"query\":\"nobody\"}", "entities"),
            new Use("delete_entities", "{\"entityNames\":[\"Jane\"]}", ""),
            new Use("open_nodes", "{\"names\":[\"Jane\"]}", "[email]"),
            List.of(entity("one"), entity("two"), entity("three")),
            new Use("read_graph", "{}", "")),
        () -> {
          Files.delete(graph);
          pipe(graph);
        });
  }

  static MatrixServer javaSdk(String url, String version) {
    return new MatrixServer("java", "server on " + version, false, http(url), sayings(), NOTHING);
  }

  static MatrixServer typeScript(String url) {
    return new MatrixServer(
        "typescript",
        "server on the TypeScript SDK 2.4.0, both eras",
        true,
        http(url),
        sayings(),
        NOTHING);
  }

  private static Uses sayings() {
    return new Uses(
        new Use("say", text("hi"), "hi"),
        new Use("remove", text("it"), ""),
        new Use("say", text("ask " + MAIL), "ask [email]"),
        List.of(
            new Use("store", text("one"), "stored one"),
            new Use("store", text("two"), "stored two"),
            new Use("store", text("three"), "stored three")),
        new Use("wait", "{}", ""));
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static String path(Path folder, String file, String content) {
    String more = content.isEmpty() ? "" : ",\"content\":\"" + content + "\"";
    return "{\"path\":\"" + folder.resolve(file) + "\"" + more + "}";
  }

  private static Use entity(String name) {
    String entity = "{\"name\":\"" + name + "\",\"entityType\":\"n\",\"observations\":[]}";
    return new Use("create_entities", "{\"entities\":[" + entity + "]}", name);
  }

  private static GatewayConfig.Access http(String url) {
    return new GatewayConfig.Access.Http(URI.create(url));
  }

  private static GatewayConfig.Access process(
      NodeTools tools, String name, Map<String, String> environment, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(tools.node());
    words.add(tools.main("@modelcontextprotocol/" + name));
    words.addAll(List.of(arguments));
    return new GatewayConfig.Access.Stdio(
        words, environment, null, false, 4, 16 << 20, Duration.ofMinutes(5), Duration.ofSeconds(1));
  }

  /** A file that is read for as long as nobody writes it. */
  private static void pipe(Path path) throws IOException {
    try {
      Process made = new ProcessBuilder("mkfifo", path.toString()).start();
      if (!made.waitFor(10, TimeUnit.SECONDS) || made.exitValue() != 0) {
        throw new IOException("mkfifo: failed for " + path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("mkfifo: interrupted", e);
    }
  }
}
