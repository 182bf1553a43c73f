// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
                    .arguments(Map.of("to", to, "subject", "Report", "body", "All is well."))
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
