// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.cli.audit.AuditVerb;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of real traffic, by the verbs, from the running server and from its folder. */
final class EvidenceIT {

  private static final Duration LAG = Duration.ofSeconds(30);
  private static final String AGENT_TOKEN = "token-of-the-agent-in-this-test";
  private static final String RUN = "canary-of-a-protocol-session-4711";
  private static final List<String> CANARIES =
      List.of("AKIAZ7QH3LMNP4RSTUVW", "4556737586899855", RUN);

  @TempDir Path folder;
  private HttpServer upstream;
  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";
  private URI page = URI.create("http://127.0.0.1/");

  /** What a verb said. */
  private record Said(int code, String out, String err) {}

  @BeforeEach
  void startUpstream() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String result =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"card "
            + CANARIES.get(1)
            + "\"}]}}";
    upstream.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = result.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
  }

  @AfterEach
  void stopUpstream() {
    client.close();
    upstream.stop(0);
  }

  @Test
  void evidence_leavesWhole_andWithoutASecret() throws Exception {
    String session;
    try (Siem siem = Siem.listen(Optional.empty());
        HoldpointServer server = HoldpointServer.start(config(siem.port()), clock())) {
      token = server.firstToken().orElseThrow();
      page = server.page();
      assertThat(login("wrong").statusCode()).isEqualTo(401);
      assertThat(login(token).statusCode()).isEqualTo(200);
      assertThat(call(server)).contains("card");
      session =
          await()
              .atMost(LAG)
              .until(
                  () -> server.store().sessions("default", 10).stream().findFirst(),
                  Optional::isPresent)
              .orElseThrow()
              .facts()
              .id()
              .value();
      exports(siem);
      bundle(session, List.of(), "online.zip");
      Said replay = run("replay", session, "--speed", "0");
      assertThat(replay.out()).contains("asks for files/read_file", "ended: succeeded");
      assertThat(replay.out()).doesNotContain(CANARIES);
      String health = get("/api/v1/health");
      assertThat(health).contains("audit-feed", "journal to siem", "records wait");
      assertThat(get("/api/v1/audit")).contains("\"feeds\":[{\"name\":\"siem\",\"up\":true");
      searched();
      HttpResponse<String> wrong = response("/api/v1/audit/export?format=xml");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(response("/api/v1/sessions/s-nobody/bundle").statusCode()).isEqualTo(404);
    }
    offline(session);
  }

  private void exports(Siem siem) {
    for (String format : List.of("jsonl", "ocsf", "cef")) {
      Said said = run("audit", "export", "--format", format);
      assertThat(said.code()).as(said.err()).isZero();
      assertThat(said.out()).contains("files/read_file").doesNotContain(CANARIES);
    }
    String all = run("audit", "export").out();
    assertThat(all.lines().filter(line -> line.contains("POST /login")))
        .hasSize(2)
        .anyMatch(line -> line.contains("\"outcome\":\"401\"") && line.contains("\"actor\":\"\""))
        .anyMatch(line -> line.contains("\"outcome\":\"200\""));
    assertThat(all).contains("GET /audit/export");
    String cursor = folder.resolve("nightly.cursor").toString();
    String first = run("audit", "export", "--cursor", cursor).out();
    assertThat(first).isNotEmpty();
    assertThat(run("audit", "export", "--cursor", cursor).out()).doesNotContain("attempted");
    await().atMost(LAG).until(() -> String.join("\n", siem.messages).contains("files/read_file"));
    assertThat(String.join("\n", siem.messages)).doesNotContain(CANARIES);
  }

  private void searched() throws Exception {
    assertThat(get("/api/v1/audit/records?kind=attempted&words=read_file"))
        .contains("\"kind\":\"attempted\"", "\"next\":0", "files/read_file")
        .doesNotContain(CANARIES);
    assertThat(get("/api/v1/audit/records?kind=viewed")).contains("GET /audit/records");
    assertThat(response("/api/v1/audit/records?colour=red").statusCode()).isEqualTo(400);
    HttpRequest.Builder verify =
        HttpRequest.newBuilder(page.resolve("/api/v1/audit/verify"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(client.send(verify.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(202);
    await().atMost(LAG).until(() -> !get("/api/v1/audit/verify").contains("running"));
    assertThat(get("/api/v1/audit/verify"))
        .contains("\"whole\":true", "the chain is intact", "\"keyFrom\":\"given\"");
    assertThat(get("/api/v1/audit/records?kind=acted&who=OPER"))
        .contains("POST /audit/verify", "\"outcome\":\"202\"");
  }

  private void offline(String session) {
    String data = folder.resolve("data").toString();
    Said export = run("audit", "export", "--folder", data, "--session", session);
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.out().lines()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(export.out()).contains("completed").doesNotContain(CANARIES);
    assertThat(run("replay", session, "--folder", data, "--speed", "0").out())
        .contains("asks for files/read_file");
    bundle(session, List.of("--folder", data), "offline.zip");
  }

  private void bundle(String session, List<String> more, String name) {
    Path file = folder.resolve(name);
    String key = folder.resolve("data/audit.pub").toString();
    java.util.ArrayList<String> words =
        new java.util.ArrayList<>(List.of("audit", "bundle", session, "-o", file.toString()));
    words.addAll(more);
    Said made = run(words.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(Files.exists(file)).isTrue();
    Said checked =
        run("audit", "verify", "--bundle", file.toString(), "--key", key, "--session", session);
    assertThat(checked.out()).contains("whole: nothing is wrong with it", "covers all of them");
    assertThat(checked.code()).isZero();
    assertThat(run("audit", "verify", "--bundle", file.toString(), "--key", key, "--session", "x"))
        .extracting(Said::code)
        .isEqualTo(1);
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of("HOLDPOINT_API", page.toString().replaceAll("/$", ""), "HOLDPOINT_TOKEN", token),
            false,
            InstantSource.system());
    int code = new CommandLineRunner(terminal, List.of(new AuditVerb(terminal))).run(arguments);
    return new Said(code, out.toString(), err.toString());
  }

  private HttpResponse<String> login(String with) throws Exception {
    return client.send(
        HttpRequest.newBuilder(page.resolve("/api/v1/login"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + with + "\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    return response(path).body();
  }

  private HttpResponse<String> response(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(page.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String call(HoldpointServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.endpoint("files"))
            .timeout(LAG)
            .header("Authorization", "Bearer " + AGENT_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Mcp-Session-Id", RUN)
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\"read_file\",\"arguments\":{\"path\":\""
                        + CANARIES.getFirst()
                        + "\"}}}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private ServerConfig config(int siem) {
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        gateway:
          listen: 127.0.0.1:0
          upstreams: [{name: files, url: "http://127.0.0.1:%d/mcp"}]
          credentials: [{name: key-1, subject: triage, token: %s}]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        audit:
          feeds:
            - {name: siem, url: "tcp://127.0.0.1:%d", from: start, patience: 2s}
        """
            .formatted(upstream.getAddress().getPort(), AGENT_TOKEN, siem),
        folder);
  }

  private static InstantSource clock() {
    return InstantSource.system();
  }
}
