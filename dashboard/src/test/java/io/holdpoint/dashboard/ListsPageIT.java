// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.OfferRow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Filters, saved views, triage, rules, agents, comparison, palette, in a real browser. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class ListsPageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  private static final int MOST_BYTES = 600_000;
  private static final String CANARY = "<img src=x onerror=window.pwned=1>\"'\u202e{{7*7}}";

  /** Milliseconds from the start of the navigation to the frame after the first row. */
  private static final String FIRST_ROW =
      "window.firstRow = 0; const watch = new MutationObserver(() => { if"
          + " (document.querySelector('.fleet tbody tr')) { watch.disconnect();"
          + " requestAnimationFrame(() => setTimeout(() => { window.firstRow = performance.now();"
          + " })); } }); watch.observe(document, { childList: true, subtree: true });";

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void start() {
    running = new Running(folder, InstantSource.system());
    new Story(running, now()).day();
    Tale.tell(running, now());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void filter_completes_saysWhatIsWrong_andIsKeptUnderAName() {
    try (Tabs.Tab tab = TABS.open(running, "/", 1440)) {
      Page page = tab.page();
      // The shell says that it is live before the view is there that hears the key.
      assertThat(page.locator(".fleet tbody tr")).hasCount(10);
      page.keyboard().press("/");
      assertThat(page.getByLabel("Filter sessions")).isFocused();
      page.keyboard().type("ag");
      assertThat(page.locator(".completions li").first()).containsText("agent");
      page.keyboard().press("Tab");
      page.keyboard().type("= sup");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      page.keyboard().type("and risk > 60");
      assertThat(page.locator(".fleet tbody tr")).hasCount(1);
      assertThat(page).hasURL(Pattern.compile(".*q=agent.*risk.*"));
      page.keyboard().type(" and rsk > 3");
      assertThat(page.locator(".query .wrong")).containsText("field: got rsk");
      tab.picture("filter-wrong-dark");
      page.getByLabel("Filter sessions").fill("state = killed or risk > 60");
      page.keyboard().press("Escape");
      assertThat(page.locator(".fleet tbody tr")).hasCount(3);
      page.getByText("+ Save view").click();
      page.getByLabel("Name of the view").fill("Trouble");
      page.keyboard().press("Enter");
      assertThat(page.locator(".saved .tab.chosen")).containsText("Trouble");
      tab.themes("fleet-filtered");
      page.locator(".saved").getByText("All").click();
      assertThat(page.locator(".fleet tbody tr")).hasCount(10);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void triage_ofOneOperator_isSeenByTheOther() {
    try (Tabs.Tab mira = TABS.open(running, "/detections", 1440);
        Tabs.Tab lena = TABS.open(running, "/rules/HP-CHAIN-001", 1440)) {
      Page page = mira.page();
      assertThat(page.locator(".found tr[data-id]")).hasCount(3);
      page.locator("tr[data-id=d-2207]").click();
      page.keyboard().press("c");
      assertThat(page.locator("tr[data-id=d-2207] .triage")).hasText("Confirmed");
      assertThat(lena.page().locator(".figures")).containsText("100 %");
      page.locator("tr[data-id=d-kill]").click();
      page.keyboard().press("f");
      page.getByLabel("Why the rule was wrong").fill("A drill of the red team");
      page.getByText("Mark as false positive").click();
      assertThat(page.locator("tr[data-id=d-kill] .triage")).hasText("False positive");
      assertThat(lena.page().locator(".figures")).containsText("50 %");
      page.keyboard().press("n");
      page.keyboard().type("Same lure as last week");
      page.getByText("Add note").click();
      assertThat(page.locator(".notes")).containsText("Same lure as last week");
      mira.themes("detections-triaged");
      lena.themes("rule");
      assertThat(mira.complaints()).isEmpty();
      assertThat(lena.complaints()).isEmpty();
    }
  }

  @Test
  void agents_compare_andPalette() {
    try (Tabs.Tab tab = TABS.open(running, "/agents", 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".agents tbody tr")).hasCount(8);
      tab.themes("agents");
      page.keyboard().press("Control+k");
      page.keyboard().type("reply to ticket");
      tab.picture("palette-dark");
      page.keyboard().press("Enter");
      assertThat(page.locator(".case-head h1")).hasText("Reply to ticket 48213");
      page.locator(".replay .compare").click();
      page.locator(".choices a").first().click();
      assertThat(page.locator(".pair").first()).isVisible();
      assertThat(page.locator(".sums")).containsText("left only");
      tab.themes("compare");
      page.getByText("Differences").click();
      assertThat(page).hasURL(Pattern.compile(".*only=different.*"));
      page.keyboard().press("?");
      assertThat(page.locator("dialog")).containsText("Search or command");
      tab.picture("keys-dark");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void everyWidth_fits_everyView() {
    for (String path :
        List.of(
            "/",
            "/detections",
            "/rules/HP-CHAIN-001",
            "/agents",
            "/approvals",
            "/tools",
            "/policy",
            "/health",
            "/alerts",
            "/alerts?tab=silences",
            "/alerts?tab=delivery",
            "/operators",
            "/audit")) {
      for (int width : new int[] {390, 900, 1440}) {
        try (Tabs.Tab tab = TABS.open(running, path, width)) {
          assertThat(tab.page().locator("main")).not().containsText("Loading");
          assertThat(tab.fits()).as(path + " at " + width).isTrue();
          tab.picture("w" + width + path.replaceAll("[/?=]", "-"));
        }
      }
    }
  }

  @Test
  void textsOfAgents_areOnlyText_everywhere() {
    Session session = Story.session("s-canary", CANARY, CANARY, CANARY, CANARY);
    Trace trace = new Trace(session, 900_000, now().minusSeconds(30));
    trace.args("{\"path\":\"" + CANARY.replace("\"", "\\\"") + "\"}").brings(100);
    trace.call("srv" + CANARY + "/" + CANARY, 5);
    trace.model(CANARY, 5);
    trace.verdict("deny", trace.reason(Story.CHAIN, CANARY, 0));
    trace.call(CANARY + "/" + CANARY, 0);
    running.store(
        trace.rows(),
        List.of(
            trace.detection(
                "d-canary",
                Story.CHAIN,
                io.holdpoint.model.verdict.Severity.CRITICAL,
                io.holdpoint.model.verdict.Mode.ENFORCE,
                CANARY,
                0,
                2)));
    running.desk.put(ApprovalsIT.held("H-0000000A", Fixtures.session(1), now()));
    String definition =
        JsonMapper.shared().createObjectNode().put("description", CANARY).toString();
    running.offers.put(
        MemoryOffers.row(
            Offer.tool("srv" + CANARY, CANARY),
            OfferRow.Source.NONE,
            definition,
            definition.replace("onerror", "onload")));
    List<String> paths =
        List.of(
            "/",
            "/sessions/s-canary?ask=why",
            "/sessions/s-canary?pane=found&ask=accountable",
            "/sessions/s-canary?pane=facts&tab=raw",
            "/compare?a=s-canary",
            "/compare?a=s-canary&b=s-c81e02fb",
            "/detections?by=agent",
            "/agents",
            "/tools?q=onerror",
            "/approvals");
    try (Tabs.Tab tab = TABS.open(running, "/", 1440)) {
      for (String path : paths) {
        tab.page().navigate(running.uri(path).toString());
        assertThat(tab.page().locator(".live")).hasText("Live");
        assertThat(tab.page().locator("main")).not().containsText("Loading");
        assertThat(tab.page().locator("img")).hasCount(0);
        assertThat(tab.page().evaluate("() => window.pwned === undefined")).isEqualTo(true);
        assertThat(tab.page().locator("main")).not().containsText("\u202e");
      }
      tab.page().keyboard().press("Control+k");
      tab.page().keyboard().type("canary");
      assertThat(tab.page().locator("dialog li").first()).isVisible();
      assertThat(tab.page().locator("img")).hasCount(0);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void page_isLight_andAsksNobodyElse() {
    try (Tabs.Tab tab = TABS.fresh(1440, 900)) {
      List<Response> answers = new ArrayList<>();
      tab.page().onResponse(answers::add);
      tab.page().navigate(running.dashboard.oneTimeLogin().toString());
      assertThat(tab.page().locator(".fleet tbody tr").first()).isVisible();
      tab.page().locator("tr[data-id=" + Tale.ID + "]").click();
      assertThat(tab.page().locator(".node").first()).isVisible();
      tab.page().waitForFunction("() => performance.getEntriesByName('views-loaded').length > 0");
      String own = running.uri("/").toString();
      assertThat(answers).allMatch(answer -> answer.url().startsWith(own));
      long bytes =
          answers.stream()
              .filter(answer -> !answer.url().contains("/api/") && answer.status() == 200)
              .mapToLong(answer -> answer.body().length)
              .sum();
      assertThat(bytes).isBetween(50_000L, (long) MOST_BYTES);
      String policy = answers.getFirst().headerValue("content-security-policy");
      assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
    }
  }

  /** The list counts, not the frame around it; the best of three, as others use the machine too. */
  @Test
  void sessions_areThereWithinASecond() {
    Quiet.assumed();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      try (Tabs.Tab tab = TABS.fresh(1440, 900)) {
        tab.page().addInitScript(FIRST_ROW);
        tab.page().navigate(running.dashboard.oneTimeLogin().toString());
        tab.page().waitForFunction("() => window.firstRow > 0");
        best =
            Math.min(best, ((Number) tab.page().evaluate("() => window.firstRow")).doubleValue());
      }
    }
    assertThat(best).isLessThan(1_000);
  }

  @Test
  void layout_doesNotShift_whileASessionLoads() {
    for (int width : new int[] {390, 900, 1440}) {
      try (Tabs.Tab tab = TABS.open(running, "/", width)) {
        tab.page()
            .addInitScript(
                "window.shifts = 0; new PerformanceObserver(list => { for (const e of"
                    + " list.getEntries()) if (!e.hadRecentInput) window.shifts += e.value;"
                    + " }).observe({ type: 'layout-shift', buffered: true });");
        tab.page().navigate(running.uri("/sessions/" + Tale.ID).toString());
        assertThat(tab.page().locator(".node").first()).isAttached();
        assertThat(tab.page().locator(".chart").first()).isAttached();
        double shifts = ((Number) tab.page().evaluate("() => window.shifts")).doubleValue();
        assertThat(shifts).as("at %d", width).isLessThan(0.02);
      }
    }
  }

  @Test
  void keyboardAlone_isEnough() {
    try (Tabs.Tab tab = TABS.open(running, "/", 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".fleet tbody tr").first()).isVisible();
      page.keyboard().press("j");
      Locator row = page.locator("tr[aria-selected=true]");
      assertThat(row).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator(".case-head h1")).isVisible();
      page.keyboard().press("g");
      page.keyboard().press("i");
      assertThat(page.locator(".agents")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator(".fleet")).isVisible();
    }
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }
}
