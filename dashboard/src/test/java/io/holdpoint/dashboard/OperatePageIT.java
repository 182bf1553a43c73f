// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the policy and of Holdpoint's own health, in a real browser. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class OperatePageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void start() {
    running = Story.aDay(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void policy_saysWhatWouldBecomeOfACall() {
    try (Tabs.Tab tab = open("/policy")) {
      Page page = tab.page();
      assertThat(page.locator(".clauses tbody tr")).hasCount(2);
      assertThat(page.locator(".list .section")).containsText("goes on");
      tab.themes("policy");
      page.getByLabel("Tool").fill("db/query");
      page.getByLabel("Arguments").fill("{\"query\": ");
      page.getByText("What would happen?").click();
      assertThat(page.locator(".asking .wrong")).containsText("arguments: got no JSON");
      page.getByLabel("Arguments").fill("{\"query\": \"drop table users\"}");
      page.getByText("What would happen?").click();
      assertThat(page.locator(".side .verdict")).hasText("Deny");
      assertThat(page.locator(".clauses tr.applies")).containsText("Nobody drops tables");
      assertThat(page.locator(".clauses tbody tr").first()).containsText("it applies");
      assertThat(page).hasURL(Pattern.compile(".*tool=db.*"));
      tab.themes("policy-explained");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void health_showsWhatWorks_whatWasLost_andVouchesForTheJournal() {
    try (Tabs.Tab tab = open("/health")) {
      Page page = tab.page();
      assertThat(page.locator(".cards .card")).hasCount(6);
      assertThat(page.locator(".kept")).containsText("4,711 records in 1 file");
      assertThat(page.locator(".counter.warned")).containsText("Telemetry lost");
      assertThat(page.locator(".ledger")).containsText("missing 3");
      assertThat(page.getByText("A tool this agent never used in its baseline")).isVisible();
      page.getByText("Verify now").click();
      assertThat(page.locator(".vouched")).containsText("4,711 records are intact");
      tab.themes("health");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private Tabs.Tab open(String path) {
    Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), 1440, 900);
    tab.page().navigate(running.uri(path).toString());
    assertThat(tab.page().locator(".live")).hasText("Live");
    return tab;
  }
}
