// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.servers.SampleServers;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole of it for the tests of one class: sample servers, Holdpoint before them, and a browser
 * with its first operator logged in. Agents have a credential each, so that what is done to one
 * reaches no other test.
 */
final class House implements BeforeAllCallback, AfterAllCallback {

  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String[] agents;
  private final List<String> more = new ArrayList<>();
  private final Map<String, String> files = new TreeMap<>();
  private final List<String> upstreamLines = new ArrayList<>();
  private String gateway = "";
  private String unregistered = "";
  private @Nullable Path folder;
  private @Nullable SampleServers servers;
  private @Nullable HoldpointServer server;
  private @Nullable Chromium browser;
  private final ExecutorService meanwhile = Executors.newVirtualThreadPerTaskExecutor();
  private String token = "";

  private House(String... agents) {
    this.agents = agents.clone();
  }

  /** With a credential for each of these. */
  static House of(String... agents) {
    return new House(agents);
  }

  /** With a credential that says nothing of its agent: whoever holds it names itself. */
  House unregistered(String agent) {
    unregistered = agent;
    return this;
  }

  /** With more lines of its configuration. */
  House with(String yaml) {
    more.add(yaml);
    return this;
  }

  /** With more lines of the gateway's configuration. */
  House gateway(String members) {
    gateway = members;
    return this;
  }

  /** With a file beside its configuration. */
  House file(String name, String text) {
    files.put(name, text);
    return this;
  }

  /** With one more server, which the test starts before this does. */
  House upstream(String name, URI endpoint) {
    upstreamLines.add("    - {name: %s, url: \"%s\"}".formatted(name, endpoint));
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    Path here = Files.createTempDirectory("holdpoint-house-");
    folder = here;
    servers =
        SampleServers.start(Files.createDirectory(here.resolve("servers")), InstantSource.system());
    HoldpointServer started = HoldpointServer.start(config(here), InstantSource.system());
    server = started;
    token = started.firstToken().orElseThrow();
    browser = Chromium.start();
    page().navigate(started.oneTimeLogin().toString());
    assertThat(page().locator(".live")).hasText("Live");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    meanwhile.shutdownNow();
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
    if (servers != null) {
      servers.close();
    }
    if (folder != null) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  HoldpointServer server() {
    return Objects.requireNonNull(server, "server");
  }

  SampleServers servers() {
    return Objects.requireNonNull(servers, "servers");
  }

  Chromium browser() {
    return Objects.requireNonNull(browser, "browser");
  }

  /** The page of the first operator. */
  Page page() {
    return browser().page();
  }

  Path folder() {
    return Objects.requireNonNull(folder, "folder");
  }

  /** Where the control API listens, and whose word it takes. */
  Map<String, String> environment() {
    return Map.of("HOLDPOINT_API", base(), "HOLDPOINT_TOKEN", token);
  }

  /** The page of the first operator, at an address of it. */
  Page open(String path) {
    page().navigate(base() + path);
    ready(page());
    return page();
  }

  /** Somebody else at a browser of their own, logged in by their token. */
  Page somebody(String withToken) {
    Page page = browser().another();
    page.navigate(base() + "/login");
    page.locator("input").first().fill(withToken);
    page.keyboard().press("Enter");
    ready(page);
    return page;
  }

  /** The shell is live before the view is there that hears the keys. */
  private static void ready(Page page) {
    assertThat(page.locator(".live")).hasText("Live");
    assertThat(page.locator("[data-view]")).not().hasAttribute("data-view", "login");
  }

  /** What the API says, to whoever may do everything. */
  JsonNode api(String path) {
    return JsonMapper.shared().readTree(text(path));
  }

  String text(String path) {
    return send(HttpRequest.newBuilder(URI.create(base() + "/api/v1" + path)).GET());
  }

  JsonNode post(String path, String body) {
    return JsonMapper.shared()
        .readTree(
            send(
                HttpRequest.newBuilder(URI.create(base() + "/api/v1" + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  private String send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              request.header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException("API: got " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("API: interrupted", e);
    }
  }

  private String base() {
    return "http://127.0.0.1:" + server().ports().control();
  }

  /** How an agent reaches the servers through the gateway. */
  AgentAccess access(String agent) {
    Map<String, URI> endpoints = new TreeMap<>();
    server().config().gateway().upstreams().stream()
        .map(upstream -> upstream.name())
        .forEach(name -> endpoints.put(name, server().endpoint(name)));
    return new AgentAccess(endpoints, tokenOf(agent), PATIENCE);
  }

  /** A run of an agent under its own name. */
  FreeAgent agent(String name, String run) {
    return new FreeAgent(name, run, access(name));
  }

  /** The newest finding of a rule, which comes to people a moment after it stopped the agent. */
  JsonNode detection(String rule) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                api("/detections")
                    .path("detections")
                    .valueStream()
                    .filter(one -> one.at("/rule/id").asString("").equals(rule))
                    .findFirst()
                    .orElse(JsonMapper.shared().missingNode()),
            JsonNode::isObject);
  }

  /**
   * Begins something that waits for a person. Not on the common pool: the SDK's client needs its
   * threads itself.
   */
  <T> CompletableFuture<T> meanwhile(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, meanwhile);
  }

  /** Waits until all that was done so far stands in the store. */
  void settle() throws InterruptedException {
    assertThat(server().awaitProjected(PATIENCE)).isTrue();
  }

  /** The newest session of an agent once it has so many steps. */
  JsonNode session(String agent, int steps) {
    return await()
        .atMost(PATIENCE)
        .until(() -> newest(agent), found -> found.path("steps").asInt(0) >= steps);
  }

  private JsonNode newest(String agent) {
    return api("/sessions?limit=100")
        .path("sessions")
        .valueStream()
        .filter(one -> one.path("principal").asString("").equals(agent))
        .max(Comparator.comparing(one -> one.path("startedAt").asString("")))
        .orElse(JsonMapper.shared().missingNode());
  }

  private static String tokenOf(String agent) {
    return "token-of-%s-in-this-test".formatted(agent);
  }

  private ServerConfig config(Path here) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DemoConfiguration.class.getResourceAsStream("demo-catalogue.yaml"), "catalogue")) {
      Files.write(here.resolve("catalogue.yaml"), in.readAllBytes());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = here.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent(), "parent"));
      Files.writeString(path, file.getValue());
    }
    String lines =
        Stream.concat(
                servers().endpoints().entrySet().stream()
                    .map(e -> "    - {name: %s, url: \"%s\"}".formatted(e.getKey(), e.getValue())),
                upstreamLines.stream())
            .collect(Collectors.joining("\n"));
    String credentials =
        Arrays.stream(agents)
            .map(
                name ->
                    "    - {name: %s, subject: %s, agent: %s, kind: exclusive, token: %s}"
                        .formatted(name, name, name, tokenOf(name)))
            .collect(Collectors.joining("\n"));
    if (!unregistered.isEmpty()) {
      credentials +=
          "\n    - {name: %s, subject: %s, token: %s}"
              .formatted(unregistered, unregistered, tokenOf(unregistered));
    }
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        catalogue: [catalogue.yaml]
        gateway:
          listen: 127.0.0.1:0
          environment: test
        %s
          upstreams:
        %s
          credentials:
        %s
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        %s
        """
            .formatted(
                gateway.indent(2).stripTrailing(), lines, credentials, String.join("\n", more)),
        here);
  }
}
