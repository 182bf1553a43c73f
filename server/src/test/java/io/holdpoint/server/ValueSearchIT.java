// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which sessions touched this account number? From a real call to the answer. */
final class ValueSearchIT {

  private static final String AGENT = "a-token-of-an-agent-1";
  private static final String ASKED_FOR = "4711 0815 2342 1111";
  private static final String RETURNED = "DE89370400440532013000";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;
  private HoldpointServer server;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                      + "\"paid from "
                      + RETURNED
                      + "\"}]}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
    server =
        HoldpointServer.start(
            ServerConfig.parse(
                "test",
                """
                gateway:
                  listen: "127.0.0.1:0"
                  upstreams: [{name: bank, url: "http://127.0.0.1:%d/mcp"}]
                  credentials: [{name: key, subject: developer, token: "%s"}]
                collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
                control: {listen: "127.0.0.1:0"}
                """
                    .formatted(upstream.getAddress().getPort(), AGENT),
                folder),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
    upstream.stop(0);
    client.close();
  }

  @Test
  void sessions_areFoundByWhatTheyTouched_inAnyForm_andNothingOfItIsKept() throws Exception {
    assertThat(post(server.endpoint("bank").toString(), AGENT, call()).statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(found("4711081523421111")).hasSize(1));
    for (String value : List.of("4711081523421111", "4711-0815-2342-1111", RETURNED)) {
      assertThat(found(value)).as(value).hasSize(1);
    }
    assertThat(found("4711081523421112")).isEmpty();

    server.close();
    assertThat(stored()).isNotEmpty().noneMatch(text -> text.contains("4711 0815"));
    assertThat(stored()).noneMatch(text -> text.contains(RETURNED));
  }

  private static String call() {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"balance\","
               + "\"arguments\":{\"account\":\""
        + ASKED_FOR
        + "\"}}}";
  }

  private JsonNode found(String value) throws Exception {
    HttpResponse<String> answer =
        post(
            server.page().resolve("/api/v1/search/sessions").toString(),
            server.firstToken().orElseThrow(),
            "{\"where\":\"value = \\\"" + value + "\\\"\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("sessions");
  }

  /** All files of the store, as they stand on the disk. */
  private List<String> stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(
              file -> {
                try {
                  return Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private HttpResponse<String> post(String address, String token, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
