// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a real browser: searched, verified, taken away, and by whom. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class AuditPageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void start() {
    running = new Running(folder, InstantSource.system());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void records_areSearched_walkedByKeys_andReadBackwards() {
    try (Tabs.Tab tab = auditor(1440)) {
      Page page = tab.page();
      page.navigate(running.uri("/audit").toString());
      Locator rows = page.locator(".audit tbody tr");
      assertThat(rows).hasCount(50);
      assertThat(rows.first()).containsText("130");
      tab.themes("audit");
      page.keyboard().press("j");
      assertThat(page.locator(".side-title")).hasText("files/read_file");
      assertThat(page.locator(".record-json")).containsText("\"number\": 129");
      page.locator(".older").click();
      assertThat(rows).hasCount(100);
      page.locator(".older").click();
      assertThat(rows).hasCount(130);
      assertThat(page.locator(".further")).containsText("the beginning");
      page.keyboard().press("/");
      page.keyboard().type("kill");
      page.getByLabel("Who: part of a name").fill("mira");
      page.keyboard().press("Enter");
      assertThat(rows).hasCount(32);
      assertThat(page).hasURL(Pattern.compile(".*words=kill.*who=mira.*"));
      tab.themes("audit-found");
      page.reload();
      assertThat(rows).hasCount(32);
      page.getByLabel("Who: part of a name").fill("nobody");
      page.keyboard().press("Enter");
      assertThat(page.getByText("No record matches")).isVisible();
      assertThat(tab.complaints()).isEmpty();
    }
    assertThat(running.trail).contains("ada GET /audit/records ");
  }

  @Test
  void verify_saysHowFarItVouches_andTheFirstGap_andExportLeads() {
    try (Tabs.Tab tab = auditor(1440)) {
      Page page = tab.page();
      page.navigate(running.uri("/audit").toString());
      assertThat(page.locator(".audit tbody tr")).hasCount(50);
      page.keyboard().press("v");
      assertThat(page.locator(".vouch")).containsText("76 of 130 records read");
      assertThat(page.locator(".vouched.broken")).containsText("sure up to record 76");
      assertThat(page.locator(".vouch")).containsText("First gap: journal file journal-0000000002");
      page.getByText("How far it vouches").click();
      assertThat(page.locator(".vouch-list")).containsText("records 1 to 76");
      tab.themes("audit-verified");
      Download export = page.waitForDownload(() -> page.getByText("Export").click());
      assertThat(export.suggestedFilename()).isEqualTo("holdpoint-audit.jsonl");
      assertThat(tab.complaints()).isEmpty();
    }
    assertThat(running.trail).contains("ada POST /audit/verify  202", "ada GET /audit/export ");
  }

  @Test
  void whoIsNoAuditor_isNotOfferedIt_andRefused() {
    try (Tabs.Tab tab = loggedIn("kim", "operator", 1280)) {
      Page page = tab.page();
      assertThat(page.locator(".nav-link[href='/audit']")).isHidden();
      page.navigate(running.uri("/audit").toString());
      assertThat(page.getByText("An auditor looks into the journal")).isVisible();
      assertThat(tab.complaints()).isEmpty();
      for (String path : new String[] {"records", "verify", "export"}) {
        assertThat(page.evaluate("(p) => fetch('/api/v1/audit/' + p).then((a) => a.status)", path))
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void onAPhone_itFits() {
    try (Tabs.Tab tab = auditor(390)) {
      Page page = tab.page();
      page.navigate(running.uri("/audit").toString());
      assertThat(page.locator(".audit tbody tr")).hasCount(50);
      assertThat(tab.fits()).isTrue();
      tab.themes("audit-390");
    }
  }

  private Tabs.Tab auditor(int width) {
    return loggedIn("ada", "auditor", width);
  }

  private Tabs.Tab loggedIn(String name, String role, int width) {
    String token =
        Running.json(
                running.post(
                    "/operators", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}"))
            .path("token")
            .asString();
    Tabs.Tab tab = TABS.fresh(width, width < 500 ? 844 : 900);
    Page page = tab.page();
    page.navigate(running.uri("/login").toString());
    assertThat(page.locator("form")).isVisible();
    tab.complaints().clear(); // That nobody is logged in yet.
    page.locator("input").first().fill(token);
    page.keyboard().press("Enter");
    assertThat(page.locator(".live")).hasText("Live");
    return tab;
  }
}
