// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Operators and alerts in a real browser: who may what, who is told what. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class AdminPageIT {

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
  void operator_isAdded_shownTheTokenOnce_changed_renewed_andRevoked() {
    made("lena", "viewer");
    try (Tabs.Tab tab = TABS.open(running, "/operators", 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".operators tbody tr")).hasCount(2);
      page.keyboard().press("n");
      page.keyboard().type("kim");
      page.locator("dialog .toggle[data-role=approver]").click();
      tab.themes("operators-add");
      page.getByText("Make token").click();
      String token = page.locator(".token-once").textContent();
      assertThat(token).startsWith("hp_");
      tab.themes("operators-token");
      page.getByText("I have it").click();
      assertThat(page.locator(".token-once")).hasCount(0);
      assertThat(page.content()).doesNotContain(token);
      assertThat(page.url()).doesNotContain(token);
      assertThat(rolesOf(token)).contains("\"viewer\",\"approver\"");
      assertThat(page.locator(".side-title")).hasText("kim");
      tab.themes("operators");

      page.locator(".side .toggle[data-role=approver]").click();
      page.locator(".side .toggle[data-role=auditor]").click();
      page.getByText("Change roles").click();
      Locator row = page.locator(".operators tr[aria-selected=true]");
      assertThat(row).containsText("auditor");
      assertThat(rolesOf(token)).contains("auditor").doesNotContain("approver");

      page.getByText("Make a new one").click();
      page.locator("dialog .button.primary").click();
      assertThat(page.locator(".token-once")).containsText("hp_");
      String fresh = page.locator(".token-once").textContent();
      page.getByText("I have it").click();
      assertThat(rolesOf(token)).isEqualTo("401");
      assertThat(rolesOf(fresh)).contains("auditor");

      page.locator(".side .button.danger").click();
      tab.themes("operators-revoke");
      page.locator("dialog .button.danger").click();
      assertThat(row).containsText("revoked");
      assertThat(rolesOf(fresh)).isEqualTo("401");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  /** Against an operator who looks at who may what without being an admin. */
  @Test
  void whoIsNoAdmin_isNotOfferedIt() {
    String token = made("kim", "operator");
    try (Tabs.Tab tab = TABS.fresh(1440, 900)) {
      Page page = tab.page();
      page.navigate(running.uri("/login").toString());
      assertThat(page.locator("form")).isVisible();
      tab.complaints().clear(); // That nobody is logged in yet.
      page.locator("input").first().fill(token);
      page.keyboard().press("Enter");
      assertThat(page.locator(".live")).hasText("Live");
      assertThat(page.locator(".nav-link[href='/operators']")).isHidden();
      assertThat(page.locator(".nav-link[href='/alerts']")).isVisible();
      page.navigate(running.uri("/operators").toString());
      assertThat(page.getByText("An admin says who may what")).isVisible();
      tab.picture("operators-not-admin-dark");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void alert_isAcknowledgedByKeys_resolved_andItsLikeSilenced() {
    try (Tabs.Tab tab = TABS.open(running, "/alerts", 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".alerts tbody tr")).hasCount(4);
      Locator row = page.locator("tr[data-id=detection-1]");
      assertThat(row).containsText("open");
      tab.themes("alerts");
      page.keyboard().press("a");
      assertThat(row).containsText("acknowledged");
      assertThat(page.locator(".side .facts")).containsText("by operator");
      page.keyboard().press("r");
      assertThat(row).containsText("resolved");

      page.locator(".side").getByText("Silence").click();
      assertThat(page.getByLabel("Rules, a star for anything")).hasValue("HP-CHAIN-001");
      page.getByLabel("Rules, a star for anything").fill("*");
      assertThat(page.getByText("This silences everything")).isVisible();
      page.getByLabel("Rules, a star for anything").fill("HP-CHAIN-*");
      page.getByLabel("Reason").fill("A drill of the red team");
      tab.themes("alerts-silence");
      page.locator("dialog .button.primary").click();
      page.locator("[data-tab=silences]").click();
      assertThat(page.locator(".silence-list li")).hasCount(2);
      assertThat(page.locator(".silence-list")).containsText("A drill of the red team");
      tab.themes("alerts-silences");
      page.getByLabel("End the silence of HP-LOOP-*").click();
      assertThat(page.locator(".silence-list li")).hasCount(1);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void channels_tellWhetherATestArrived() {
    try (Tabs.Tab tab = TABS.open(running, "/alerts?tab=delivery", 1440)) {
      Page page = tab.page();
      Locator good = page.locator(".card[data-name=sre]");
      Locator bad = page.locator(".card[data-name=night-mail]");
      assertThat(bad).containsText("got SMTP status 454");
      assertThat(page.locator(".routes-list li")).hasCount(2);
      good.getByText("Send a test").click();
      assertThat(good).containsText("The far end took it.");
      bad.getByText("Send a test").click();
      assertThat(bad).containsText("it waits and is tried again");
      tab.themes("alerts-delivery");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void onAPhone_allOfItFits() {
    made("kim", "approver");
    for (String path : new String[] {"/operators", "/alerts", "/alerts?tab=silences"}) {
      try (Tabs.Tab tab = TABS.open(running, path, 390)) {
        assertThat(tab.page().locator("main")).not().containsText("Loading");
        assertThat(tab.fits()).as(path).isTrue();
        tab.themes("admin-390" + path.replaceAll("[/?=]", "-"));
      }
    }
  }

  private String made(String name, String role) {
    return Running.json(
            running.post("/operators", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}"))
        .path("token")
        .asString();
  }

  /** What the holder of a token may be; the status alone if they are not let in. */
  private String rolesOf(String token) {
    HttpRequest.Builder who =
        running.anonymous("/api/v1/login").header("Authorization", "Bearer " + token);
    HttpResponse<String> answer = running.send(who);
    return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
  }
}
