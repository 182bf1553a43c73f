// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.kit.Skeletons;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the workshop at the whole server: who may, and what becomes of the file. */
final class RuleWorkshopIT {
  private static final String RULE = Skeletons.of("filter", "ACME-CHAIN-001", new UUID(0, 1));

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void rule_isWritten_tried_saved_andKnownAfterARestart() throws Exception {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    String token;
    try (HoldpointServer server = HoldpointServer.start(config(), InstantSource.system())) {
      token = server.firstToken().orElseThrow();
      everyRouteIsClosedWithoutALogin(server);
      assertThat(ask(server, token, "/rules/schema").path("keys")).isNotEmpty();
      JsonNode shipped = ask(server, token, "/rules/HP-CHAIN-001/source");
      assertThat(shipped.path("origin").asString()).isEqualTo("shipped");
      assertThat(shipped.path("inForce").path("version").asInt()).isPositive();
      JsonNode begun = ask(server, token, "/rules/ACME-CHAIN-001/source?form=filter");
      assertThat(begun.path("writable").asBoolean()).isTrue();
      assertThat(post(server, token, "/rules/lint", body(RULE), 200).path("rules")).hasSize(1);
      assertThat(post(server, token, "/rules/test", body(RULE), 200).path("left").asInt()).isZero();
      JsonNode saved = post(server, token, "/rules/ACME-CHAIN-001/source", wish(RULE), 200);
      assertThat(saved.path("inForce").asBoolean()).isTrue();
      assertThat(rules.resolve("ACME-CHAIN-001.yaml")).hasContent(RULE.strip());
      post(server, token, "/rules/HP-CHAIN-001/source", wish(RULE), 409);
      for (String id : List.of("..%2F..%2Fx", "%2Ftmp%2Fx", "..%5Cx")) {
        HttpResponse<String> answer =
            send(server, token, "/rules/" + id + "/source", wish(RULE.replace("ACME", "../A")));
        assertThat(answer.statusCode()).as(id).isBetween(400, 422);
      }
      assertThat(send(server, token, "/rules/ACME-CHAIN-001/promote", wish("")).statusCode())
          .isEqualTo(409);
      try (Stream<Path> files = Files.list(rules)) {
        assertThat(files).hasSize(1);
      }
    }
    try (HoldpointServer again = HoldpointServer.start(config(), InstantSource.system())) {
      JsonNode newest = ask(again, token, "/rules/ACME-CHAIN-001/history").path("versions").path(0);
      assertThat(newest.path("by").asString()).isEqualTo("operator");
      assertThat(newest.path("reason").asString()).isEqualTo("a first try");
    }
  }

  private void everyRouteIsClosedWithoutALogin(HoldpointServer server)
      throws IOException, InterruptedException {
    for (String path :
        List.of("/rules/schema", "/rules/X/source", "/rules/X/history", "/rules/X/promotion")) {
      assertThat(send(server, "", path, null).statusCode()).as(path).isEqualTo(401);
    }
    for (String path :
        List.of("/rules/lint", "/rules/test", "/rules/X/source", "/rules/X/promote")) {
      assertThat(send(server, "", path, "{}").statusCode()).as(path).isEqualTo(401);
    }
  }

  private JsonNode ask(HoldpointServer server, String token, String path) throws Exception {
    return json(send(server, token, path, null), 200);
  }

  private JsonNode post(HoldpointServer server, String token, String path, String body, int status)
      throws Exception {
    return json(send(server, token, path, body), status);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> send(
      HoldpointServer server, String token, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.ports().control() + "/api/v1" + path))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(
        body == null ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static String body(String text) {
    return JsonMapper.shared().createObjectNode().put("text", text).toString();
  }

  private static String wish(String text) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("text", text)
        .put("base", "")
        .put("reason", "a first try")
        .toString();
  }

  private ServerConfig config() {
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        engine: {rules: [rules]}
        gateway:
          listen: 127.0.0.1:0
          upstreams: [{name: files, url: "http://127.0.0.1:9/mcp"}]
          credentials: [{name: key-1, subject: triage, token: token-of-the-agent-in-this-test}]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        """,
        folder);
  }
}
