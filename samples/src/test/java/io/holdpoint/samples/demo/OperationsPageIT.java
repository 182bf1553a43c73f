// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.agents.ToolUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who is told, who looks back and who may what, while real agents get into trouble. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class OperationsPageIT {

  private static final List<String> TOLD = new CopyOnWriteArrayList<>();
  private static final HttpServer FAR = far();

  @RegisterExtension
  static final House HOUSE =
      House.of("looper", "quiet-looper", "watched", "sender")
          .gateway("policy: {files: [policy.yaml]}")
          .file(
              "policy.yaml",
              """
              apiVersion: holdpoint/v1
              kind: Policy
              otherwise: permit
              clauses:
                - id: mail-waits
                  title: Mail leaves once a person has seen it
                  tools: [outbox/send_email]
                  do: hold
              """)
          .with(
              """
              alerts:
                channels:
                  - {name: sre, kind: webhook, url: "http://127.0.0.1:%d/hook", secret: 0123456789abcdef-secret}
                routes:
                  - {about: [detection, signal], to: [sre]}
              """
                  .formatted(FAR.getAddress().getPort()));

  private static HttpServer far() {
    try {
      HttpServer far =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      far.createContext(
          "/hook",
          exchange -> {
            try (exchange) {
              TOLD.add(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              exchange.sendResponseHeaders(204, -1);
            }
          });
      far.start();
      return far;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    FAR.stop(0);
  }

  private static void loop(String agent) {
    try (FreeAgent looper = HOUSE.agent(agent, agent + "-1")) {
      for (int i = 0; i < 5; i++) {
        looper.call("files", "search_files", Map.of("path", "public", "query", "jobs"));
      }
    }
  }

  @Test
  void alert_reachesItsChannel_isTakenIn_resolved_andItsLikeSilenced() {
    Page page = HOUSE.open("/alerts");
    loop("looper");
    Locator row =
        page.locator(".alerts tbody tr")
            .filter(new Locator.FilterOptions().setHasText("looper"))
            .filter(new Locator.FilterOptions().setHasText("same result"))
            .first();
    assertThat(row).containsText("sre");
    await()
        .atMost(House.PATIENCE)
        .until(() -> TOLD.stream().anyMatch(b -> b.contains("HP-LOOP-0")));
    row.click();
    page.keyboard().press("a");
    assertThat(row).containsText("acknowledged");
    page.keyboard().press("r");
    assertThat(row).containsText("resolved");
    assertThat(page.locator(".side .facts")).containsText("by operator");
    HOUSE.browser().picture("agents-alerts");

    page.locator(".side").getByText("Silence").click();
    page.getByLabel("Rules, a star for anything").fill("*");
    page.getByLabel("Agents, a star for anything").fill("quiet-*");
    page.getByLabel("Reason").fill("A load test");
    page.locator("dialog .button.primary").click();
    assertThat(page.locator("dialog")).hasCount(0);
    loop("quiet-looper");
    Locator quiet =
        page.locator(".alerts tbody tr")
            .filter(new Locator.FilterOptions().setHasText("quiet-looper"))
            .first();
    assertThat(quiet).containsText("silenced");
    assertThat(TOLD).noneMatch(body -> body.contains("quiet-looper"));

    page.locator("[data-tab=delivery]").click();
    Locator card = page.locator(".card[data-name=sre]");
    card.getByText("Send a test").click();
    assertThat(card).containsText("The far end took it.");
    assertThat(TOLD).anyMatch(body -> body.contains("test"));
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void journal_isSearched_verified_andTakenAway() throws IOException {
    try (FreeAgent watched = HOUSE.agent("watched", "watched-1")) {
      watched.call("crm", "find_customer", Map.of("query", "ada"));
      String session = HOUSE.session("watched", 1).path("id").asString();
      Page page = HOUSE.open("/sessions/" + session);
      page.keyboard().press("Shift+K");
      page.locator("dialog textarea").fill("It looks into customers nobody asked about");
      page.getByText("Kill session").click();
      assertThat(page.locator(".case-head .chip")).hasText("Killed");
      assertThat(watched.call("crm", "find_customer", Map.of("query", "emi")).done()).isFalse();

      page.keyboard().press("g");
      page.keyboard().press("u");
      page.keyboard().press("/");
      page.keyboard().type("customers nobody asked about");
      page.keyboard().press("Enter");
      Locator rows = page.locator(".audit tbody tr");
      JsonNode found =
          HOUSE.api("/audit/records?words=customers+nobody+asked+about").path("records");
      assertThat(found).isNotEmpty();
      assertThat(rows).hasCount(found.size());
      rows.first().click();
      assertThat(page.locator(".record-json")).containsText(session);
      page.keyboard().press("v");
      assertThat(page.locator(".vouched.whole")).isVisible();
      HOUSE.browser().picture("agents-audit");
      Download export = page.waitForDownload(() -> page.getByText("Export").click());
      assertThat(Files.readString(export.path())).contains("It looks into customers", session);
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void health_tellsOfQueues_blindRulesAndTheJournal() {
    Page page = HOUSE.open("/health");
    int blind =
        (int)
            HOUSE
                .api("/blind")
                .path("rules")
                .valueStream()
                .filter(rule -> !rule.path("blindTo").isEmpty() || rule.has("blindSince"))
                .count();
    assertThat(page.locator(".health-counters")).containsText("Blind rules");
    assertThat(page.locator(".blind-rules li")).hasCount(Math.min(12, blind));
    assertThat(page.locator(".queues")).containsText("taken in and not in the store yet");
    assertThat(page.locator(".kept")).containsText("records in 1 file");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void approver_isMadeAtThePage_decides_seesNoMore_andIsRevoked() throws Exception {
    Page page = HOUSE.open("/operators");
    page.keyboard().press("n");
    page.keyboard().type("kim");
    page.locator("dialog .toggle[data-role=approver]").click();
    page.getByText("Make token").click();
    String token = page.locator(".token-once").textContent();
    page.getByText("I have it").click();
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.content()).doesNotContain(token);

    CompletableFuture<ToolUse> call =
        HOUSE.meanwhile(
            () -> {
              try (FreeAgent sender = HOUSE.agent("sender", "sender-1")) {
                return sender.call(
                    "outbox",
                    "send_email",
                    Map.of("to", "ann@corp.example", "subject", "Hello", "body", "Hello"));
              }
            });
    Page kim = HOUSE.somebody(token);
    assertThat(kim.locator(".nav-link[href='/audit']")).isHidden();
    assertThat(kim.locator(".nav-link[href='/operators']")).isHidden();
    kim.keyboard().press("g");
    kim.keyboard().press("a");
    kim.locator(".held-call.pending [name=reason]").fill("Ticket 4711");
    kim.locator(".held-call.pending [type=submit]").click();
    assertThat(call.get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS).done()).isTrue();
    String session = HOUSE.session("sender", 1).path("id").asString();
    kim.navigate(kim.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + session));
    assertThat(kim.locator(".case-head h1")).isVisible();
    assertThat(kim.locator("[data-order]")).hasCount(0);
    assertThat(
            kim.evaluate(
                "(id) => fetch('/api/v1/sessions/' + id + '/kill', {method: 'POST', headers:"
                    + " {'Content-Type': 'application/json'}, body: '{\"reason\": \"x\"}'}).then(a"
                    + " => a.status)",
                session))
        .isEqualTo(403);

    page.locator(".operators tbody tr")
        .filter(new Locator.FilterOptions().setHasText("kim"))
        .first()
        .click();
    page.locator(".side .button.danger").click();
    page.locator("dialog .button.danger").click();
    assertThat(page.locator(".operators tr[aria-selected=true]")).containsText("revoked");
    kim.reload();
    assertThat(kim.locator("form input").first()).isVisible();
    assertThat(kim.locator(".nav-link")).hasCount(0);
    kim.context().close();
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }
}
