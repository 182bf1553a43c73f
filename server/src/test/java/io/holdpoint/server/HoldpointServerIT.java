// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.trust.Enrolment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole in one process, and a gateway beside it, over real sockets. */
final class HoldpointServerIT {

  private static final Duration LAG = Duration.ofSeconds(20);
  private static final String AGENT_TOKEN = "token-of-the-agent-in-this-test";
  private static final String CHANNEL = "enforcement: {listen: '127.0.0.1:0'}";

  private static final Pattern REF = Pattern.compile("H-[0-9A-F]{8}");

  @TempDir Path folder;

  private final AtomicInteger reachedUpstream = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;

  @BeforeEach
  void startUpstream() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/mcp",
        exchange -> {
          reachedUpstream.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"fine\"}]}}"
                  .getBytes(StandardCharsets.UTF_8);
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
  void kill_isRefusedAtBothGatewaysAndAfterARestart() throws Exception {
    String session = "aaaaaaaa-1111-4222-8333-444444444444";
    try (HoldpointServer server = HoldpointServer.start(config("main", CHANNEL), clock());
        HoldpointGateway other = startOther(server)) {
      assertThat(call(server.endpoint("files"), session)).contains("fine");
      assertThat(call(endpoint(other), session)).contains("fine");
      SessionRow row = stored(server);

      kill(server, row);

      assertThat(server.signals().containment().isEmpty()).isFalse();
      await()
          .atMost(LAG)
          .untilAsserted(() -> assertThat(call(endpoint(other), session)).contains("isError"));
      int before = reachedUpstream.get();
      assertThat(call(server.endpoint("files"), session))
          .contains("isError")
          .doesNotContain("fine");
      assertThat(call(endpoint(other), session)).contains("isError").doesNotContain("fine");
      assertThat(reachedUpstream).hasValue(before);
    }
    try (HoldpointServer again = HoldpointServer.start(config("main", ""), clock())) {
      int before = reachedUpstream.get();
      assertThat(again.firstToken()).as("shown at the first start only").isEmpty();
      assertThat(call(again.endpoint("files"), "bbbbbbbb-1111-4222-8333-444444444444"))
          .as("another session of the same exclusive credential")
          .contains("isError");
      assertThat(reachedUpstream).hasValue(before);
    }
  }

  @Test
  void dataFolderInUse_isSaidAndNothingIsLeftRunning() {
    try (HoldpointServer first = HoldpointServer.start(config("main", ""), clock())) {
      assertThat(first.ports().gateway()).isPositive();
      assertThatThrownBy(() -> HoldpointServer.start(config("main", ""), clock()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("is in use");
    }
    HoldpointServer.start(config("main", ""), clock()).close();
  }

  @Test
  void portInUse_isSaidWithItsNumber() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      ServerConfig config =
          ServerConfig.parse(
              "test",
              """
              gateway: {listen: "127.0.0.1:%d"}
              collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
              control: {listen: "127.0.0.1:0"}
              """
                  .formatted(port),
              folder);

      assertThatThrownBy(() -> HoldpointServer.start(config, clock()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("127.0.0.1:" + port);
    }
  }

  @Test
  void brokenRule_stopsTheStartAndLeavesTheFolderFree() throws IOException {
    Path rule = Files.writeString(folder.resolve("broken.yaml"), "id: 7\nnonsense: true\n");

    assertThatThrownBy(
            () -> HoldpointServer.start(config("main", "engine: {rules: [broken.yaml]}"), clock()))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("broken.yaml:");

    Files.delete(rule);
    HoldpointServer.start(config("main", ""), clock()).close();
  }

  /** People sit at the engine's process: they see and decide what any gateway holds. */
  @Test
  void callHeldAtTheOtherGateway_isApprovedAtTheEngine_andGoesOnce() throws Exception {
    try (HoldpointServer server = HoldpointServer.start(config("main", CHANNEL), clock());
        HoldpointGateway other = startOther(server, "tools: {unclassified: hold}")) {
      String token = server.firstToken().orElseThrow();
      CompletableFuture<String> held =
          CompletableFuture.supplyAsync(() -> unchecked(endpoint(other), "frobnicate_account"));
      await()
          .atMost(LAG)
          .until(() -> REF.matcher(control(server, token, "GET", "approvals", "")).find());
      Matcher ref = REF.matcher(control(server, token, "GET", "approvals", ""));
      assertThat(ref.find()).isTrue();
      assertThat(reachedUpstream).as("nothing but the list was asked for").hasValueLessThan(2);
      int before = reachedUpstream.get();

      assertThat(
              control(
                  server,
                  token,
                  "POST",
                  "approvals/" + ref.group() + "/approve",
                  "{\"reason\":\"looked at it\"}"))
          .contains(ref.group());

      assertThat(held.get(LAG.toSeconds(), TimeUnit.SECONDS)).contains("fine");
      assertThat(reachedUpstream).hasValue(before + 1);
    }
  }

  /** The glass is broken at the engine's process; gateways of other processes follow. */
  @Test
  void bypass_reachesTheOtherGateway_andItsEndDoesToo() throws Exception {
    try (HoldpointServer server = HoldpointServer.start(config("main", CHANNEL), clock());
        HoldpointGateway other = startOther(server, "tools: {unclassified: hold}")) {
      String token = server.firstToken().orElseThrow();
      String begin = "{\"for\":\"10m\",\"reason\":\"incident 4711\"}";
      assertThat(control(server, token, "POST", "bypass", begin)).contains("\"on\":true");
      await()
          .atMost(LAG)
          .until(() -> Files.readString(journal("other"), ISO_8859_1).contains("incident 4711"));
      assertThat(unchecked(endpoint(other), "frobnicate_account")).contains("fine");
      assertThat(Files.readString(journal("other"), ISO_8859_1)).contains("operator.bypass");

      assertThat(control(server, token, "DELETE", "bypass", "")).doesNotContain("\"on\":true");
      await()
          .atMost(LAG)
          .until(() -> Files.readString(journal("other"), ISO_8859_1).contains("before its time"));
      int before = reachedUpstream.get();
      CompletableFuture<String> held =
          CompletableFuture.supplyAsync(() -> unchecked(endpoint(other), "frobnicate_account"));
      await()
          .atMost(LAG)
          .until(() -> REF.matcher(control(server, token, "GET", "approvals", "")).find());
      assertThat(held).isNotDone();
      assertThat(reachedUpstream).hasValue(before);
    }
  }

  private Path journal(String name) {
    return folder.resolve(name).resolve("journal/journal-0000000001.log");
  }

  private String unchecked(URI endpoint, String tool) {
    try {
      return call(endpoint, "cccccccc-1111-4222-8333-444444444444", tool);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String control(
      HoldpointServer server, String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.page() + "api/v1/" + path))
            .timeout(LAG)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HoldpointGateway startOther(HoldpointServer server) {
    return startOther(server, "");
  }

  private HoldpointGateway startOther(HoldpointServer server, String more) {
    Enrolment enrolment =
        Authority.open(folder.resolve("main/enforcement"))
            .enrol(
                "gw-other",
                "127.0.0.1:" + server.ports().enforcement(),
                URI.create("http://127.0.0.1:" + server.ports().otlpGrpc()));
    return HoldpointGateway.start(config("other", "", more), enrolment, clock());
  }

  private SessionRow stored(HoldpointServer server) {
    return await()
        .atMost(LAG)
        .until(
            () -> server.store().sessions("default", 10).stream().findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static void kill(HoldpointServer server, SessionRow row) {
    io.holdpoint.model.signal.Target target =
        new io.holdpoint.model.signal.Target(
            row.facts().id(),
            row.facts().root(),
            java.util.Objects.requireNonNull(row.facts().floor()),
            java.util.Objects.requireNonNull(row.facts().kind()));
    server
        .signals()
        .publish(
            new io.holdpoint.model.signal.Signal.Kill(
                new io.holdpoint.model.signal.Signal.Header(
                    "K-00000001",
                    target,
                    new io.holdpoint.model.signal.Author.Operator("mira"),
                    "test",
                    clock().instant())))
        .toCompletableFuture()
        .join();
  }

  private static URI endpoint(HoldpointGateway gateway) {
    return URI.create("http://127.0.0.1:" + gateway.port() + "/files/mcp");
  }

  private String call(URI endpoint, String session) throws IOException, InterruptedException {
    return call(endpoint, session, "read_file");
  }

  private String call(URI endpoint, String session, String tool)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LAG)
            .header("Authorization", "Bearer " + AGENT_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Mcp-Session-Id", session)
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\""
                        + tool
                        + "\",\"arguments\":{\"path\":\"a.txt\"}}}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private ServerConfig config(String name, String more) {
    return config(name, more, "");
  }

  private ServerConfig config(String name, String more, String ofTheGateway) {
    return ServerConfig.parse(
        "test",
        """
        data-dir: %s
        gateway:
          listen: 127.0.0.1:0
          source: gw-%s
          upstreams: [{name: files, url: "http://127.0.0.1:%d/mcp"}]
          credentials: [{name: key-1, subject: triage, token: %s}]
          %s
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        %s
        """
            .formatted(
                name, name, upstream.getAddress().getPort(), AGENT_TOKEN, ofTheGateway, more),
        folder);
  }

  private static InstantSource clock() {
    return InstantSource.system();
  }
}
