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
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From what rules found in real agents to rules that know better: by two people at the page. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class TriagePageIT {

  private static final String OURS = "ACME-CHAIN-001";

  @RegisterExtension
  static final House HOUSE =
      House.of("poller", "collector")
          .with("engine: {rules: [rules]}")
          .file("rules/README.md", "Rules of our own.\n");

  /** The same call again and again: paused at the fifth, unless somebody said that it may. */
  private static List<ToolUse> poll(String run) {
    try (FreeAgent poller = HOUSE.agent("poller", run)) {
      return IntStream.range(0, 5)
          .mapToObj(
              i -> poller.call("files", "search_files", Map.of("path", "public", "query", "jobs")))
          .toList();
    }
  }

  @Test
  void falsePositive_becomesAnException_andTheAgentGoesOn() throws IOException {
    Page page = HOUSE.open("/detections");
    Page lena = HOUSE.somebody(colleague());
    lena.locator(".nav-link[href='/detections']").click();
    poll("poller-1");
    String found = HOUSE.detection("HP-LOOP-001").path("id").asString();
    Locator row = page.locator("tr[data-id='" + found + "']");
    assertThat(row).containsText("poller 1.0.0");
    assertThat(lena.locator("tr[data-id='" + found + "']")).isVisible();

    row.click();
    page.keyboard().press("f");
    page.getByLabel("Why the rule was wrong").fill("It waits for a job of ours");
    page.getByText("Mark as false positive").click();
    assertThat(row.locator(".triage")).hasText("False positive");
    assertThat(lena.locator("tr[data-id='" + found + "'] .triage")).hasText("False positive");
    assertThat(lena.locator(".except")).hasCount(0);
    page.keyboard().press("n");
    page.keyboard().type("Agreed with ada");
    page.getByText("Add note").click();
    assertThat(page.locator(".notes")).containsText("Agreed with ada");

    page.locator(".side .except").click();
    Locator text = page.locator(".code-input");
    assertThat(page.locator("#code-state")).containsText("Sound");
    assertThat(text.inputValue())
        .contains("principal: [\"poller\"]", "tool: [\"files/search_files\"]")
        .contains("reason: \"It waits for a job of ours\"");
    page.getByText("Run tests").first().click();
    assertThat(page.locator(".outcome.good")).containsText("tests passed");
    page.locator(".writing .button.primary").click();
    page.getByLabel("Reason").fill("A false positive");
    page.getByText("Save tuning").click();
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(page.locator(".about-file")).containsText("Own");
    assertThat(Files.readString(HOUSE.folder().resolve("rules/HP-LOOP-001.tuning.yaml")))
        .contains("It waits for a job of ours");

    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + session(found)));
    page.locator("[data-order=resume]").click();
    page.locator("dialog textarea").fill("The rule was wrong");
    page.getByText("Resume session").click();
    assertThat(page.locator(".case-head .chip")).not().hasText("Paused");
    assertThat(poll("poller-2")).allMatch(ToolUse::done);
    assertThat(
            HOUSE
                .api("/detections")
                .path("detections")
                .valueStream()
                .filter(one -> one.at("/rule/id").asString().equals("HP-LOOP-001")))
        .hasSize(1);
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/rules/HP-LOOP-001"));
    assertThat(page.locator(".figures")).containsText("0 %");
    page.locator(".measure").click();
    assertThat(page.locator(".side")).containsText("an event; it may take 400 µs");
    HOUSE.browser().picture("agents-rule");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static String colleague() {
    return HOUSE
        .post("/operators", "{\"name\":\"lena\",\"roles\":[\"operator\"]}")
        .path("token")
        .asString();
  }

  private static String session(String detection) {
    return HOUSE.api("/detections/" + detection).at("/detection/session").asString();
  }

  @Test
  void rule_isWritten_watches_isCountedByWhatAgentsDid_andThenStops() {
    Page page = HOUSE.open("/rules");
    page.getByText("New rule").click();
    page.locator("#rule-id").fill(OURS);
    page.locator("#rule-form").selectOption("filter");
    page.getByText("Begin", new Page.GetByTextOptions().setExact(true)).click();
    Locator text = page.locator(".code-input");
    Locator state = page.locator("#code-state");
    assertThat(state).containsText("Sound");
    text.fill(
        text.inputValue()
            .replace(
                "destroy = true and untrustedSeen = true", "write = true and privateSeen = true")
            .replace("[untrusted]", "[private]")
            .replace("effects: [destroy]", "effects: [write]")
            .replace("verdict: hold", "verdict: deny")
            .replace("action: hold", "action: deny")
            .replace(
                "suppress:", "promote-when: {min-sessions: 1, max-false-per-1000: 0}\nsuppress:"));
    page.getByText("Run tests").first().click();
    assertThat(page.locator(".outcome.good")).containsText("tests passed");
    save(page, "Customers do not go into files");
    assertThat(page.locator(".about-file")).containsText("v1 in force");

    assertThat(collect("collector-1").getLast().done()).as("it only watches").isTrue();
    String found = HOUSE.detection(OURS).path("id").asString();
    page.locator("#tab-backtest").click();
    page.locator("#pane-backtest").getByText("Back-test").click();
    assertThat(page.locator("#pane-backtest .outcome")).containsText("replayed");
    assertThat(page.locator("#pane-backtest .agent-list")).containsText("collector");
    assertThat(within(page.locator("#pane-backtest"), ".side-by-side")).isTrue();
    HOUSE.browser().picture("agents-backtest");

    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/detections?id=" + found));
    page.locator("tr[data-id='" + found + "']").click();
    page.keyboard().press("c");
    assertThat(page.locator("tr[data-id='" + found + "'] .triage")).hasText("Confirmed");
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/workshop/" + OURS));
    assertThat(page.locator("#code-state")).containsText("Sound");
    page.locator("#tab-promotion").click();
    Locator pane = page.locator("#pane-promotion");
    assertThat(pane).containsText("people confirmed");
    assertThat(within(pane, ".side-by-side")).isTrue();
    HOUSE.browser().picture("agents-promotion");
    pane.getByText("Enforce it").click();
    page.getByLabel("Reason").fill("It was right");
    page.getByText("Enforce rule").click();
    assertThat(page.locator(".about-file")).containsText("enforce");
    assertThat(collect("collector-2").getLast().answer()).isInstanceOf(Answer.Refused.class);
    page.locator("#tab-history").click();
    assertThat(page.locator(".versions-list")).containsText("It was right");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  /** True if something lies where it belongs, and not above all else. */
  private static boolean within(Locator pane, String what) {
    return (boolean)
        pane.evaluate(
            "(pane, what) => { const inner = pane.querySelector(what).getBoundingClientRect(),"
                + " outer = pane.getBoundingClientRect(); return inner.top >= outer.top &&"
                + " inner.left >= outer.left && inner.right <= outer.right; }",
            what);
  }

  private static void save(Page page, String reason) {
    page.locator(".writing .button.primary").click();
    page.getByLabel("Reason").fill(reason);
    page.getByText("Save rule").click();
    assertThat(page.locator("dialog")).hasCount(0);
  }

  private static List<ToolUse> collect(String run) {
    try (FreeAgent collector = HOUSE.agent("collector", run)) {
      return List.of(
          collector.call("crm", "find_customer", Map.of("query", "ada")),
          collector.call("files", "write_file", Map.of("path", "out.txt", "content", run)));
    }
  }
}
