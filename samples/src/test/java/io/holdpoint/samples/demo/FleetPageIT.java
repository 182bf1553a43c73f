// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.agents.ToolUse;
import io.holdpoint.samples.agents.ToolUse.Answer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The fleet while real agents work: seen, filtered, listed by agent, stopped and let go. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class FleetPageIT {

  @RegisterExtension
  static final House HOUSE =
      House.of("reader", "writer", "paused", "narrowed", "stolen", "glass")
          .gateway("policy: {files: [policy.yaml]}")
          .file(
              "policy.yaml",
              """
              apiVersion: holdpoint/v1
              kind: Policy
              otherwise: permit
              clauses:
                - id: no-mail
                  title: No agent sends mail
                  tools: [outbox/send_email]
                  do: deny
              """);

  private static ToolUse read(FreeAgent agent) {
    return agent.call("files", "read_file", Map.of("path", "public/pricing.md"));
  }

  private static ToolUse write(FreeAgent agent) {
    return agent.call("files", "write_file", Map.of("path", "notes.txt", "content", "nothing"));
  }

  private static ToolUse mail(FreeAgent agent) {
    return agent.call(
        "outbox",
        "send_email",
        Map.of("to", "ann@corp.example", "subject", "Hello", "body", "Nothing new."));
  }

  @Test
  void sessions_comeByThemselves_andAreFound_andTheirAgentsListed() {
    Page page = HOUSE.open("/");
    try (FreeAgent reader = HOUSE.agent("reader", "reader-1");
        FreeAgent writer = HOUSE.agent("writer", "writer-1")) {
      read(reader);
      write(writer);
      read(writer);
      Locator rows = page.locator(".fleet tbody tr");
      assertThat(rows.filter(new Locator.FilterOptions().setHasText("reader"))).hasCount(1);
      page.keyboard().press("/");
      page.keyboard().type("principal = wri");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      page.keyboard().type("and effect = write");
      assertThat(rows).hasCount(1);
      assertThat(rows.first()).containsText("writer");
      assertThat(rows.first().locator(".c-risk .spark path").last())
          .hasAttribute("d", Pattern.compile("M.*L.*"));
      assertThat(rows.first().locator(".c-drift")).hasText("n/a");
      assertThat(rows.first().locator(".c-cost")).hasText("n/a");
      assertThat(page).hasURL(Pattern.compile(".*q=principal.*effect.*"));
      page.getByText("+ Save view").click();
      page.getByLabel("Name of the view").fill("Writers");
      page.keyboard().press("Enter");
      assertThat(page.locator(".saved .tab.chosen")).containsText("Writers");
      read(writer);
      JsonNode session = HOUSE.session("writer", 3);
      assertThat(rows.first().locator("td.c-steps, td").filter(numbered(session)))
          .not()
          .hasCount(0);
      HOUSE.browser().picture("agents-fleet");
    }
    agentIsListed(page);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static void agentIsListed(Page page) {
    page.keyboard().press("Escape");
    page.keyboard().press("g");
    page.keyboard().press("i");
    JsonNode writer =
        HOUSE
            .api("/agents")
            .path("agents")
            .valueStream()
            .filter(one -> one.path("name").asString().equals("writer"))
            .findFirst()
            .orElseThrow();
    Locator row =
        page.locator(".agents tbody tr").filter(new Locator.FilterOptions().setHasText("writer"));
    row.click();
    Locator side = page.locator(".side");
    assertThat(side.locator(".side-title"))
        .containsText("writer " + writer.path("version").asString());
    assertThat(side).containsText("unknown, because no owner is registered");
    assertThat(side.locator(".links li")).hasCount(writer.path("sessions").asInt());
    assertThat(row.locator(".c-person")).hasText("0 %");
    assertThat(row.locator(".c-baseline")).hasText("none yet");
    assertThat(
            side.locator(".versions tr", new Locator.LocatorOptions().setHasText("Steps, median")))
        .containsText(Integer.toString(writer.path("medianSteps").asInt()));
    assertThat(side).containsText("fewer than 5 clean ones had ended");
    HOUSE.browser().picture("agents-inventory");
  }

  private static Locator.FilterOptions numbered(JsonNode session) {
    return new Locator.FilterOptions()
        .setHasText(Pattern.compile("^" + session.path("steps").asInt() + "$"));
  }

  @Test
  void pausedSession_waitsForItsNextCall_andGoesOnWhenResumed() throws Exception {
    try (FreeAgent agent = HOUSE.agent("paused", "paused-1")) {
      read(agent);
      Page page = openSession("paused");
      page.keyboard().press("p");
      order(page, "Who wants this?", "Pause session");
      assertThat(page.locator(".case-head .chip")).hasText("Paused");
      CompletableFuture<ToolUse> next = HOUSE.meanwhile(() -> read(agent));
      page.keyboard().press("p");
      order(page, "Its owner wants it", "Resume session");
      assertThat(page.locator(".case-head .chip")).hasText("Active");
      assertThat(next.get(House.PATIENCE.toSeconds() + 5, TimeUnit.SECONDS).answer())
          .isInstanceOf(Answer.Done.class);
    }
    String session = HOUSE.session("paused", 2).path("id").asString();
    Instant resumed =
        HOUSE
            .api("/sessions/" + session)
            .path("signals")
            .valueStream()
            .filter(signal -> signal.path("action").asString().equals("resume"))
            .map(signal -> Instant.parse(signal.path("at").asString()))
            .findFirst()
            .orElseThrow();
    assertThat(HOUSE.servers().calls().ofRuns(Set.of("paused-1"))).isEqualTo(2);
    assertThat(HOUSE.servers().calls().ofRunsAfter(Set.of("paused-1"), resumed)).isEqualTo(1);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void restrictedSession_reads_andDoesNothingElse() {
    try (FreeAgent agent = HOUSE.agent("narrowed", "narrowed-1")) {
      read(agent);
      Page page = openSession("narrowed");
      page.locator("[data-order=restrict]").click();
      order(page, "Under review", "Restrict session");
      assertThat(page.locator(".case-head .chip")).hasText("Restricted");
      assertThat(read(agent).done()).isTrue();
      assertThat(write(agent).answer()).isInstanceOf(Answer.Refused.class);
      assertThat(page.locator(".banner.warn")).containsText("Restricted to read by operator.");
      page.locator("[data-order=resume]").click();
      order(page, "Reviewed", "Resume");
      assertThat(page.locator(".case-head .chip")).hasText("Active");
      assertThat(write(agent).done()).isTrue();
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void quarantinedAgent_beginsNothingAnew_untilTwoPeopleReleaseIt() {
    Page page;
    try (FreeAgent agent = HOUSE.agent("stolen", "stolen-1")) {
      read(agent);
      page = openSession("stolen");
      page.keyboard().press("Shift+K");
      page.getByLabel("Reaches").selectOption("agent");
      page.getByLabel("Who else wants it").fill("lena");
      order(page, "Its key was stolen", "Quarantine");
      assertThat(page.locator(".case-head .chip")).hasText("Killed");
      assertThat(read(agent).done()).isFalse();
    }
    try (FreeAgent again = HOUSE.agent("stolen", "stolen-2")) {
      assertThat(read(again).done()).isFalse();
    }
    page.locator("[data-order=release]").click();
    page.getByLabel("Reaches").selectOption("agent");
    page.getByLabel("Who else wants it").fill("lena");
    order(page, "It has a new key", "Release");
    try (FreeAgent third = HOUSE.agent("stolen", "stolen-3")) {
      assertThat(read(third).done()).isTrue();
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void brokenGlass_letsCallsGo_isSeen_andMended() {
    Page page = HOUSE.open("/");
    try (FreeAgent agent = HOUSE.agent("glass", "glass-1")) {
      assertThat(mail(agent).answer()).isInstanceOf(Answer.Refused.class);
      page.keyboard().press("Control+k");
      page.keyboard().type("break the glass");
      page.keyboard().press("Enter");
      page.getByLabel("Reason").fill("It refuses what it should not");
      page.locator("dialog .button.danger").click();
      Locator banner = page.locator(".banner.bypass");
      assertThat(banner).containsText("It refuses what it should not");
      assertThat(mail(agent).done()).isTrue();
      banner.getByText("Judge again").click();
      assertThat(banner).hasCount(0);
      assertThat(mail(agent).answer()).isInstanceOf(Answer.Refused.class);
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static Page openSession(String agent) {
    Page page = HOUSE.open("/");
    page.locator(".fleet tbody tr")
        .filter(new Locator.FilterOptions().setHasText(agent))
        .first()
        .click();
    assertThat(page.locator(".case-head h1")).isVisible();
    return page;
  }

  private static void order(Page page, String reason, String button) {
    page.locator("dialog textarea").fill(reason);
    Locator give = page.locator("dialog [type=submit]");
    assertThat(give).containsText(button);
    give.click();
    assertThat(page.locator("dialog")).hasCount(0);
  }
}
