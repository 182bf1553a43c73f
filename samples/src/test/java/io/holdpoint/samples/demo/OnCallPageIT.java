// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.holdpoint.samples.servers.SampleServers;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A person on call at the page, an MCP client of the SDK at the gateway, real servers behind. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class OnCallPageIT {

  private static final String TOKEN = "token-of-the-agent-in-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String POLICY =
      """
      apiVersion: holdpoint/v1
      kind: Policy
      otherwise: permit
      clauses:
        - id: mail-waits
          title: Mail leaves once a person has seen it
          tools: [outbox/send_email]
          do: hold
      """;

  @TempDir Path folder;
  private final ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor();
  private SampleServers upstreams;
  private HoldpointServer server;
  private Chromium browser;

  @BeforeEach
  void start() throws IOException {
    upstreams =
        SampleServers.start(
            Files.createDirectory(folder.resolve("servers")), InstantSource.system());
    server = HoldpointServer.start(config(), InstantSource.system());
    browser = Chromium.start();
    browser.page().navigate(server.oneTimeLogin().toString());
    assertThat(browser.page().locator(".live")).hasText("Live", Chromium.patient());
  }

  @AfterEach
  void stop() throws IOException {
    browser.close();
    agents.shutdownNow();
    server.close();
    upstreams.close();
  }

  @Test
  void heldCall_approvedByTheKeyboard_returnsWhatTheServerAnswers() throws Exception {
    Page page = browser.page();
    CompletableFuture<CallToolResult> call = send("ann@corp.example");
    page.keyboard().press("g");
    page.keyboard().press("a");
    Locator card = page.locator(".held-call.pending");
    assertThat(card).containsText("Mail leaves once a person has seen it", Chromium.containing());
    assertThat(card).containsText("ann@corp.example");
    assertThat(page.locator(".nav-link[href='/approvals'] .count")).hasText("1");
    assertThat(call).isNotDone();
    assertThat(upstreams.mails()).isEmpty();

    page.keyboard().press("a");
    page.keyboard().type("Ann asked for it in ticket 4711");
    page.keyboard().press("Enter");

    CallToolResult result = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(result.isError()).isNotEqualTo(true);
    assertThat(((TextContent) result.content().getFirst()).text())
        .startsWith("sent to ann@corp.example");
    assertThat(upstreams.mails()).hasSize(1);
    Locator over = page.locator(".held-call.over");
    assertThat(over).containsText("Approved, and the call went", Chromium.containing());
    assertThat(over).containsText("Ann asked for it in ticket 4711");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void heldCall_deniedByTheKeyboard_neverReachesTheServer() throws Exception {
    Page page = browser.page();
    CompletableFuture<CallToolResult> call = send("stranger@else.example");
    page.keyboard().press("g");
    page.keyboard().press("a");
    assertThat(page.locator(".held-call.pending")).hasCount(1, Chromium.counting());
    page.keyboard().press("d");
    page.keyboard().type("Nobody knows them");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");

    CallToolResult result = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(result.isError()).isEqualTo(true);
    assertThat(((TextContent) result.content().getFirst()).text())
        .doesNotContain("Nobody knows them");
    assertThat(upstreams.mails()).isEmpty();
    assertThat(page.locator(".held-call.over")).containsText("Denied", Chromium.containing());
    assertThat(browser.complaints()).isEmpty();
  }

  /** Against whoever reads addresses on their way: proxies, histories, chats. */
  @Test
  void value_isSearchedFor_andStandsInNoAddress() throws Exception {
    Page page = browser.page();
    List<Request> asked = new CopyOnWriteArrayList<>();
    page.onRequest(asked::add);
    CompletableFuture<CallToolResult> call = send("ann@corp.example");
    page.keyboard().press("g");
    page.keyboard().press("a");
    assertThat(page.locator(".held-call.pending")).hasCount(1, Chromium.counting());
    page.keyboard().press("a");
    page.keyboard().type("Fine");
    page.keyboard().press("Enter");
    call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(page.locator(".held-call.over")).hasCount(1, Chromium.counting());
    page.keyboard().press("g");
    page.keyboard().press("f");
    assertThat(page.locator(".fleet tbody tr")).hasCount(1, Chromium.counting());

    searchFor("DE02120300000000202051");
    assertThat(page.locator(".by-value")).containsText("0 sessions touched");
    assertThat(page.locator("main")).containsText("No session touched that value");
    await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              searchFor("de89 3704 0044 0532 0130 00");
              assertThat(page.locator(".by-value")).containsText("1 session touched");
            });
    browser.picture("fleet-by-value");
    page.locator(".fleet tbody tr").click();
    assertThat(page.locator(".case-head")).isVisible();
    page.goBack();
    assertThat(page.locator(".by-value")).containsText("1 session touched");

    assertThat(asked).noneMatch(one -> one.url().contains("3704") || one.url().contains("DE02"));
    assertThat(asked.stream().map(Request::postData).filter(Objects::nonNull))
        .anyMatch(body -> body.contains("3704"));
    assertThat(page.content()).doesNotContain("3704");
    assertThat(page.evaluate("() => location.href + JSON.stringify([localStorage, history.state])"))
        .asString()
        .doesNotContain("3704");
    page.getByText("Show all sessions").click();
    assertThat(page.locator(".by-value")).isHidden();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void heldCall_isAnAlert_takenInByTheKeyboard_andOverOnceItIsDecided() throws Exception {
    Page page = browser.page();
    CompletableFuture<CallToolResult> call = send("ann@corp.example");
    page.keyboard().press("g");
    page.keyboard().press("l");
    Locator row = page.locator(".alerts tbody tr").first();
    assertThat(row).containsText("outbox/send_email waits", Chromium.containing());
    assertThat(row).containsText("nobody");
    page.keyboard().press("a");
    assertThat(row).containsText("acknowledged", Chromium.containing());
    page.getByText("To the held call").click();
    page.keyboard().press("a");
    page.keyboard().type("Fine");
    page.keyboard().press("Enter");
    assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).isError()).isNotEqualTo(true);
    assertThat(page.locator(".held-call.over")).hasCount(1, Chromium.counting());
    page.keyboard().press("g");
    page.keyboard().press("l");
    assertThat(row).containsText("resolved", Chromium.containing());
    assertThat(page.locator(".side .facts")).containsText("by itself");
    assertThat(browser.complaints()).isEmpty();
  }

  private void searchFor(String value) {
    Page page = browser.page();
    page.locator(".tools").getByText("Search by value").click();
    page.locator("dialog input").fill(value);
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog")).hasCount(0);
  }

  /** A mail that an agent wants to send, and what comes of it. */
  private CompletableFuture<CallToolResult> send(String to) {
    return CompletableFuture.supplyAsync(
        () -> {
          URI endpoint = server.endpoint("outbox");
          try (McpSyncClient client =
              McpClient.sync(
                      HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
                          .endpoint(endpoint.getRawPath())
                          .addHttpRequestCustomizer(
                              (request, method, uri, body, context) ->
                                  request.setHeader("Authorization", "Bearer " + TOKEN))
                          .build())
                  .requestTimeout(PATIENCE)
                  .initializationTimeout(PATIENCE)
                  .build()) {
            client.initialize();
            return client.callTool(
                CallToolRequest.builder("send_email")
                    .arguments(
                        Map.of(
                            "to",
                            to,
                            "subject",
                            "Report",
                            "body",
                            "Paid from DE89370400440532013000."))
                    .build());
          }
        },
        agents);
  }

  private ServerConfig config() throws IOException {
    Path catalogue = folder.resolve("catalogue.yaml");
    try (InputStream in =
        Objects.requireNonNull(
            DemoConfiguration.class.getResourceAsStream("demo-catalogue.yaml"), "catalogue")) {
      Files.write(catalogue, in.readAllBytes());
    }
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        catalogue: [catalogue.yaml]
        gateway:
          listen: 127.0.0.1:0
          policy: {files: [policy.yaml]}
          upstreams:
            - {name: outbox, url: "%s"}
            - {name: files, url: "%s"}
          credentials: [{name: key-1, subject: reporter, agent: reporter, token: %s}]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        """
            .formatted(
                upstreams.endpoints().get("outbox"), upstreams.endpoints().get("files"), TOKEN),
        folder);
  }
}
