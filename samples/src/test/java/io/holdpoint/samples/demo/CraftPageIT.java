// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.holdpoint.samples.agents.FreeAgent;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How the page is made, seen while a hostile agent writes into every field it can reach. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class CraftPageIT {

  private static final String CANARY = "<img src=x onerror=window.struck=1>";
  private static final List<String> KEYS =
      List.of("f", "a", "d", "r", "i", "t", "p", "h", "l", "u", "o");
  private static final int[] WIDTHS = {390, 900, 1440};
  private static final String SHIFTS =
      "window.shifts = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) if"
          + " (!e.hadRecentInput) { window.shifts += e.value; window.shifted = [...(window.shifted"
          + " || []), e.value.toFixed(3) + ' ' + e.sources.map(s => s.node?.className ||"
          + " s.node?.nodeName)]; } }).observe({ type: 'layout-shift', buffered: true });";

  @RegisterExtension static final House HOUSE = House.of("worker").unregistered("hostile");

  private static String session = "";

  @BeforeAll
  static void agentsRun() throws InterruptedException {
    try (FreeAgent hostile = new FreeAgent(CANARY, "hostile-1", HOUSE.access("hostile"))) {
      hostile.call("files", "list_directory", Map.of("path", CANARY));
      hostile.call("files", "write_file", Map.of("path", "a.txt", "content", CANARY));
      hostile.call("files", "read_file", Map.of("path", "a.txt"));
      hostile.call("crm", CANARY, Map.of(CANARY, CANARY));
      for (int i = 0; i < 5; i++) {
        hostile.call("files", "search_files", Map.of("path", "public", "query", CANARY));
      }
    }
    session = HOUSE.detection("HP-LOOP-001").path("session").asString();
    HOUSE.settle();
  }

  @Test
  void everyView_byKeys_fitsEveryWidth_inBothThemes_andStrikesNobody() {
    Page page = HOUSE.open("/");
    assertThat(page.locator(".fleet tbody")).containsText(CANARY);
    for (int width : WIDTHS) {
      page.setViewportSize(width, width < 500 ? 844 : 900);
      for (String key : KEYS) {
        page.keyboard().press("g");
        page.keyboard().press(key);
        assertThat(page.locator("main")).not().containsText("Loading");
        assertThat(Chromium.fits(page)).as("%s at %d", page.url(), width).isTrue();
        page.keyboard().press("t");
        assertThat(Chromium.fits(page)).as("%s at %d", page.url(), width).isTrue();
        if (width != 900) {
          HOUSE.browser().picture("craft-" + width + "-" + key);
        }
      }
    }
    page.setViewportSize(1440, 900);
    assertThat(page.locator("img")).hasCount(0);
    assertThat(page.evaluate("() => window.struck === undefined")).isEqualTo(true);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void session_holdsStill_whileItsAgentWorks_andItsTextsAreText() {
    Page page = HOUSE.browser().another();
    page.addInitScript(SHIFTS);
    page.navigate(HOUSE.server().oneTimeLogin().toString());
    assertThat(page.locator(".live")).hasText("Live");
    try (FreeAgent worker = HOUSE.agent("worker", "worker-1")) {
      worker.call("files", "list_directory", Map.of("path", "."));
      String own = HOUSE.session("worker", 1).path("id").asString();
      page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + own));
      assertThat(page.locator(".step")).hasCount(1);
      for (int i = 0; i < 8; i++) {
        worker.call("files", "search_files", Map.of("path", "public", "query", "q" + i));
      }
      assertThat(page.locator(".step")).hasCount(9);
      assertThat(page.locator(".node").first()).isVisible();
      double shifts = ((Number) page.evaluate("() => window.shifts")).doubleValue();
      assertThat(shifts)
          .as(() -> page.evaluate("() => String(window.shifted)").toString())
          .isLessThan(0.02);
    }
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + session));
    for (int question = 1; question <= 5; question++) {
      page.keyboard().press(Integer.toString(question));
    }
    assertThat(page.locator(".case-head")).containsText(CANARY);
    assertThat(page.locator(".step[aria-selected=true]")).isVisible();
    page.keyboard().press("Home");
    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("1");
    for (String tab : List.of("Call", "Reasoning", "Judgement", "Result", "Raw")) {
      page.locator(".detail .tabs").getByText(tab).click();
      assertThat(page.locator(".detail")).not().containsText("Loading");
    }
    assertThat(page.locator(".code.raw")).containsText("list_directory");
    assertThat(page.locator("img")).hasCount(0);
    assertThat(page.evaluate("() => window.struck === undefined")).isEqualTo(true);
    page.context().close();
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void helpAndPalette_leadByKeysAlone() {
    Page page = HOUSE.open("/");
    page.keyboard().press("?");
    assertThat(page.locator("dialog")).containsText("Show the arguments in the clear");
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    page.keyboard().press("Control+k");
    page.keyboard().type(session);
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/sessions/" + session + ".*"));
    page.keyboard().press("j");
    page.keyboard().press("Escape");
    Locator row = page.locator("tr[aria-selected=true]");
    page.keyboard().press("j");
    assertThat(row).isFocused();
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  /** What the page asks for is described, comes from here alone, and is light. */
  @Test
  void page_asksOnlyForWhatTheApiDescribes() {
    JsonNode paths = HOUSE.api("/openapi.json").path("paths");
    List<Pattern> described =
        paths
            .propertyStream()
            .map(path -> Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
            .toList();
    List<Request> asked = new CopyOnWriteArrayList<>();
    Page page = HOUSE.browser().another();
    page.onRequest(asked::add);
    page.navigate(HOUSE.server().oneTimeLogin().toString());
    assertThat(page.locator(".live")).hasText("Live");
    for (String key : KEYS) {
      page.keyboard().press("g");
      page.keyboard().press(key);
      assertThat(page.locator("main")).not().containsText("Loading");
    }
    page.waitForFunction("() => performance.getEntriesByName('views-loaded').length > 0");
    Object weight =
        page.evaluate(
            "() => performance.getEntriesByType('resource').filter(e =>"
                + " e.name.includes('/assets/')).reduce((sum, e) => sum + e.decodedBodySize, 0)");
    assertThat(((Number) weight).longValue()).isBetween(50_000L, 600_000L);
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + session));
    assertThat(page.locator(".node").first()).isVisible();
    String origin = page.url().replaceAll("(//[^/]*)/.*", "$1/");
    assertThat(asked).allMatch(request -> request.url().startsWith(origin));
    List<String> calls =
        asked.stream()
            .map(request -> URI.create(request.url()).getPath())
            .filter(path -> path.startsWith("/api/v1"))
            .map(path -> path.substring("/api/v1".length()))
            .distinct()
            .toList();
    assertThat(calls).hasSizeGreaterThan(15);
    assertThat(calls)
        .allMatch(path -> described.stream().anyMatch(one -> one.matcher(path).matches()));
    page.context().close();
    assertThat(String.join(" ", calls).toLowerCase(Locale.ROOT)).doesNotContain("http");
  }
}
