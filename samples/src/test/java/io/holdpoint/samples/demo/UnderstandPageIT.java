// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.FreeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What real agents did, understood at the page: timeline, graph, questions, replay, comparison. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class UnderstandPageIT {

  private static final String THIEF = "exfiltrating-agent";

  @RegisterExtension static final House HOUSE = House.of(THIEF, "clerk");

  private static String theft = "";
  private static String first = "";
  private static String second = "";

  @BeforeAll
  static void agentsRun() throws InterruptedException {
    new ExfiltratingAgent().run(HOUSE.access(THIEF), use -> {});
    theft = HOUSE.detection("HP-CHAIN-001").path("session").asString();
    first = clerk("clerk-1", "public/handbook.md");
    second = clerk("clerk-2", "public/pricing.md");
    HOUSE.settle();
  }

  private static String clerk(String run, String path) {
    try (FreeAgent clerk = HOUSE.agent("clerk", run)) {
      clerk.call("files", "list_directory", Map.of("path", "."));
      clerk.call("files", "read_file", Map.of("path", path));
      if (run.endsWith("2")) {
        clerk.call("crm", "find_customer", Map.of("query", "ada"));
      }
    }
    return HOUSE.session("clerk", run.endsWith("2") ? 3 : 2).path("id").asString();
  }

  @Test
  void timelineGraphAndDetail_areWhatTheApiSays() {
    JsonNode steps = HOUSE.api("/sessions/" + theft + "/timeline?limit=50").path("steps");
    String found = HOUSE.detection("HP-CHAIN-001").path("id").asString();
    JsonNode graph = HOUSE.api("/sessions/" + theft + "/graph?detection=" + found);
    Page page = HOUSE.open("/");
    page.locator("tr[data-id='" + theft + "'], .fleet tbody tr:has-text('" + theft + "')")
        .first()
        .click();
    assertThat(page.locator(".step")).hasCount(steps.size());
    assertThat(page.locator(".step .name").allTextContents())
        .isEqualTo(steps.valueStream().map(one -> one.path("name").asString()).toList());
    assertThat(page.locator(".node")).hasCount(graph.path("nodes").size());
    assertThat(page.locator(".edges .edge.proof")).hasCount((int) edges(graph, "proof"));
    assertThat(page.locator(".edges .edge.value")).hasCount((int) edges(graph, "value"));
    assertThat(edges(graph, "proof") + edges(graph, "value")).isPositive();
    assertThat(page.locator(".decision.deny").first()).isVisible();

    page.keyboard().press("Home");
    page.keyboard().press("j");
    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("2");
    page.locator(".detail .tabs").getByText("Raw").click();
    JsonNode stored =
        HOUSE
            .api(
                "/sessions/"
                    + theft
                    + "/step?id="
                    + java.net.URLEncoder.encode(
                        steps.path(1).path("id").asString(),
                        java.nio.charset.StandardCharsets.UTF_8))
            .path("step");
    Locator raw = page.locator(".code.raw");
    assertThat(raw).containsText("\"name\": \"read_file\"");
    JsonNode shown = JsonMapper.shared().readTree(raw.textContent().replace("\u2592 ", ""));
    assertThat(shown.path("id")).isEqualTo(stored.path("id"));
    assertThat(shown.path("result").path("digest")).isEqualTo(stored.path("result").path("digest"));
    page.locator(".node.marked .face").last().click();
    assertThat(page.locator(".step[aria-selected=true].in-chain")).hasCount(1);
    HOUSE.browser().picture("agents-session");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static long edges(JsonNode graph, String kind) {
    return graph
        .path("edges")
        .valueStream()
        .filter(edge -> edge.path("kind").asString().equals(kind))
        .count();
  }

  @Test
  void fiveQuestions_areAnsweredAsTheApiDoes_andLeadToTheSteps() {
    JsonNode answers = HOUSE.api("/sessions/" + theft + "/answers").path("answers");
    Page page = HOUSE.open("/sessions/" + theft);
    assertThat(page.locator(".question")).hasCount(5);
    Locator whole = page.locator(".whole-answer");
    for (int i = 0; i < 5; i++) {
      page.keyboard().press(Integer.toString(i + 1));
      JsonNode answer = answers.path(i);
      assertThat(whole.locator("h3")).containsText(answer.path("title").asString());
      assertThat(whole.locator(".sentences p")).hasCount(answer.path("sentences").size());
      for (int s = 0; s < answer.path("sentences").size(); s++) {
        assertThat(whole.locator(".sentences p").nth(s).textContent())
            .isEqualTo(sentence(answer.path("sentences").path(s), whole, s));
      }
      assertThat(whole.locator(".gaps .unknown")).hasCount(answer.path("unknown").size());
      for (int g = 0; g < answer.path("unknown").size(); g++) {
        assertThat(whole.locator(".gaps .unknown").nth(g))
            .containsText(
                "unknown, because " + answer.path("unknown").path(g).path("because").asString());
      }
    }
    page.keyboard().press("1");
    Locator cited = whole.locator("button.ref").first();
    String place = cited.textContent().replaceAll("^#(\\d+) .*", "$1");
    cited.click();
    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText(place);
    HOUSE.browser().picture("agents-questions");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  /** What the page says of a sentence; times are shown in the reader's own zone. */
  private static String sentence(JsonNode sentence, Locator whole, int at) {
    List<String> times = whole.locator(".sentences p").nth(at).locator("time").allTextContents();
    int[] next = {0};
    return sentence
        .path("parts")
        .valueStream()
        .map(
            part ->
                part.path("kind").asString().equals("time")
                    ? times.get(next[0]++)
                    : part.path("text").asString())
        .collect(Collectors.joining());
  }

  @Test
  void report_isTakenAway_asPageAndAsData() throws IOException {
    Page page = HOUSE.open("/sessions/" + theft);
    assertThat(page.locator(".question")).hasCount(5);
    Download html = page.waitForDownload(() -> page.locator(".reports").getByText("HTML").click());
    assertThat(Files.readString(html.path()))
        .startsWith("<!doctype html>")
        .contains(theft, "HP-CHAIN-001", "unknown, because")
        .doesNotContain("<script");
    Download json = page.waitForDownload(() -> page.locator(".reports").getByText("JSON").click());
    JsonNode report = JsonMapper.shared().readTree(Files.readString(json.path()));
    JsonNode now = HOUSE.api("/sessions/" + theft + "/report?format=json");
    assertThat(report.at("/answers/answers")).isEqualTo(now.at("/answers/answers"));
    assertThat(report.path("detections")).isEqualTo(now.path("detections"));
  }

  @Test
  void replay_goesThroughTheSessionInItsOwnTime_andJumpsToWhatWasFound() {
    JsonNode shape = HOUSE.api("/sessions/" + theft + "/shape");
    int total = shape.path("total").asInt();
    Page page = HOUSE.open("/sessions/" + theft);
    Locator track = page.locator(".track");
    assertThat(track).hasAttribute("aria-valuenow", Integer.toString(total));
    track.focus();
    page.keyboard().press("Home");
    assertThat(track).hasAttribute("aria-valuenow", "1");
    assertThat(page.locator(".step.later")).hasCount(total - 1);
    page.locator("[aria-label='Step forward']").click();
    assertThat(track).hasAttribute("aria-valuenow", "2");
    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("2");
    page.locator("[aria-label='Step back']").click();
    assertThat(track).hasAttribute("aria-valuenow", "1");
    String mark =
        shape
            .path("marks")
            .valueStream()
            .filter(one -> one.path("what").asString().equals("detection"))
            .findFirst()
            .orElseThrow()
            .path("place")
            .asString();
    page.getByText("Next detection").click();
    assertThat(track).hasAttribute("aria-valuenow", mark);
    page.locator(".replay").getByText("64×").click();
    track.focus();
    page.keyboard().press("Home");
    page.locator("[aria-label=Play]").click();
    assertThat(track).hasAttribute("aria-valuenow", Integer.toString(total));
    page.locator(".replay").getByText("Live").click();
    assertThat(page.locator(".step.later")).hasCount(0);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void twoRunsOfOneAgent_areComparedStepByStep() {
    JsonNode sums = HOUSE.api("/sessions/" + first + "/compare?with=" + second).path("comparison");
    Page page = HOUSE.open("/sessions/" + first);
    page.locator(".replay .compare").click();
    assertThat(page.locator(".choices a").first()).containsText(second);
    page.locator(".choices a").first().click();
    assertThat(page).hasURL(Pattern.compile(".*/compare\\?a=" + first + "&b=" + second));
    assertThat(page.locator(".sums")).containsText(sums.path("same").asInt() + " the same");
    assertThat(page.locator(".sums")).containsText(sums.path("changed").asInt() + " changed");
    assertThat(page.locator(".sums")).containsText(sums.path("onlyRight").asInt() + " right only");
    assertThat(page.locator(".pair")).hasCount(sums.path("lines").size());
    assertThat(page.locator(".pair.changed")).containsText("arguments");
    assertThat(page.locator(".pair.came")).containsText("find_customer");
    page.getByText("Differences").click();
    assertThat(page.locator(".pair.same")).hasCount(0);
    HOUSE.browser().picture("agents-compare");
    page.locator(".pair.came a.half").click();
    assertThat(page.locator(".step[aria-selected=true] .name")).hasText("find_customer");
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }
}
