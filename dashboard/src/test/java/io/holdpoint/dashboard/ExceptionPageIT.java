// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a false positive to an exception of its rule, in a real browser. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class ExceptionPageIT {

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
  void falsePositive_becomesADraft_thatItsAuthorSaves() {
    try (Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), 1440, 900)) {
      Page page = tab.page();
      page.navigate(running.uri("/detections").toString());
      Locator side = page.locator(".side");
      assertThat(side.locator(".judging")).isVisible();
      assertThat(side.locator(".except")).hasCount(0);
      assertThat(side.locator(".chain .place").first()).containsText("#");
      page.keyboard().press("f");
      page.getByLabel("Why the rule was wrong").fill("A poller: \"every\" minute");
      page.getByText("Mark as false positive").click();
      assertThat(side.locator(".except")).isVisible();
      tab.themes("detection-except");
      String rule = side.locator(".facts a.mono").first().textContent().replaceAll(" v.*", "");
      String last = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
      side.locator(".except").click();

      assertThat(page).hasURL(Pattern.compile(".*/workshop/" + rule + "\\?as=tuning"));
      Locator text = page.locator(".code-input");
      assertThat(text).hasValue(Pattern.compile("kind: Tuning"));
      String draft = text.inputValue();
      assertThat(draft)
          .contains("rule: " + rule, "exceptions:\n  - name: ", "principal: [\"", "tool: [\"")
          .contains("owner: \"operator\"", "reason: \"A poller: \\\"every\\\" minute\"")
          .contains("expires: " + last);
      assertThat(page.locator(".banner.wait")).containsText("Your draft is back");
      assertThat(page.locator("#tab-promotion")).hasCount(0);
      assertThat(page.locator("#code-state")).containsText("Sound");
      tab.themes("workshop-tuning");
      assertThat(running.tunings.saved).isEmpty();
      text.fill(draft.replace("A poller: ", "Agreed with ada: "));
      page.locator(".writing .button.primary").click();
      page.locator("#reason").fill("A false positive");
      page.getByText("Save tuning").click();
      assertThat(page.locator(".about-file")).containsText("Own");
      assertThat(running.tunings.saved.getOrDefault(rule, ""))
          .contains("Agreed with ada", "expires: " + last);
      assertThat(tab.complaints()).isEmpty();
    }
    assertThat(running.trail).anyMatch(line -> line.contains("POST /rules/{id}/tuning"));
  }

  @Test
  void whoIsNoAuthor_isToldWhoIs() {
    String token =
        Running.json(running.post("/operators", "{\"name\":\"kim\",\"roles\":[\"operator\"]}"))
            .path("token")
            .asString();
    try (Tabs.Tab tab = TABS.fresh(1440, 900)) {
      Page page = tab.page();
      page.navigate(running.uri("/login").toString());
      assertThat(page.locator("form")).isVisible();
      page.locator("input").first().fill(token);
      page.keyboard().press("Enter");
      assertThat(page.locator(".live")).hasText("Live");
      page.navigate(running.uri("/detections").toString());
      assertThat(page.locator(".side .judging")).isVisible();
      page.keyboard().press("f");
      page.getByLabel("Why the rule was wrong").fill("A poller");
      page.getByText("Mark as false positive").click();
      assertThat(page.locator(".side")).containsText("A rule author or an admin can except this");
      assertThat(page.locator(".except")).hasCount(0);
      assertThat(
              page.evaluate(
                  "() => fetch('/api/v1/rules/HP-CHAIN-001/tuning', {method: 'POST', headers:"
                      + " {'Content-Type': 'application/json'}, body: '{}'}).then((a) =>"
                      + " a.status)"))
          .isEqualTo(403);
    }
  }
}
