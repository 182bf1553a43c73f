// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An author of rules at the workshop of the real server. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class WorkshopPageIT {

  private static final String ID = "ACME-CHAIN-001";
  private static final String EXCEPTION =
      """
      exceptions:
        - {name: ours, where: {tool: [jobs/status]}, owner: ops, reason: polls, expires: 2099-01-01}
      """;

  @TempDir Path folder;
  private HoldpointServer server;
  private Chromium browser;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(folder.resolve("rules"));
    server = HoldpointServer.start(config(), InstantSource.system());
    browser = Chromium.start();
    page = browser.page();
    page.navigate(server.oneTimeLogin().toString());
    assertThat(page.locator(".live")).hasText("Live", Chromium.patient());
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
  }

  @Test
  void rule_isBegun_broken_mended_tested_saved_andInForce() throws IOException {
    page.locator(".nav-link[href='/rules']").click();
    assertThat((int) page.evaluate(FETCHED)).as("the editor is fetched with its view").isZero();
    page.getByText("New rule").click();
    page.locator("#rule-id").fill(ID);
    page.locator("#rule-form").selectOption("sequence");
    page.getByText("Begin", new Page.GetByTextOptions().setExact(true)).click();
    Locator text = page.locator(".code-input");
    Locator state = page.locator("#code-state");
    assertThat(state).containsText("Sound", Chromium.containing());
    browser.picture("workshop");
    String sound = text.inputValue();

    text.fill(sound.replace("severity: medium", "severety: medium"));
    assertThat(page.locator(".code-line.error")).hasCount(1, Chromium.counting());
    assertThat(page.locator(".code-line.error")).containsText("severety");
    assertThat(page.locator(".problem-list")).containsText("severety: unknown key");
    browser.picture("workshop-problem");
    page.locator(".problem-list .line-link").first().click();
    assertThat((String) page.evaluate(AT_CARET)).startsWith("severety");

    text.fill(sound.replace("fired: 1, action: hold, step: 3", "fired: 1, action: hold, step: 2"));
    page.getByText("Run tests").first().click();
    assertThat(page.locator(".test-list .failed")).hasCount(1, Chromium.counting());
    assertThat(page.locator(".story")).containsText("step: got 3 (expected: 2)");
    browser.picture("workshop-tests");
    text.fill(sound);
    assertThat(state).containsText("Sound", Chromium.containing());
    page.getByText("Run tests").first().click();
    assertThat(page.locator(".outcome.good")).containsText("tests passed", Chromium.containing());

    save("Seen twice last week");
    assertThat(page.locator(".about-file")).containsText("v1 in force", Chromium.containing());
    assertThat(folder.resolve("rules/" + ID + ".yaml")).hasContent(sound);

    text.fill(sound.replace("version: 1 ", "version: 2 ").replace("1h, min", "2h, min"));
    page.locator("#tab-diff").click();
    assertThat(page.locator(".diff .came")).hasCount(2);
    browser.picture("workshop-diff");
    save("Slower ones too");
    assertThat(page.locator(".about-file")).containsText("v2 in force", Chromium.containing());
    page.locator("#tab-history").click();
    assertThat(page.locator(".versions-list > li").first()).containsText("Slower ones too");
    assertThat(page.locator(".versions-list > li")).hasCount(2);
    browser.picture("workshop-history");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shippedRule_isReadOnly_andCopied_withCompletion() {
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/workshop/HP-CHAIN-001"));
    Locator text = page.locator(".code-input");
    assertThat(page.locator(".banner.wait")).containsText("A shipped rule", Chromium.containing());
    assertThat(text).not().isEditable();
    page.locator("#tab-promotion").click();
    assertThat(page.locator("#pane-promotion")).containsText("enforced already");
    page.getByText("Copy as your own").click();
    page.getByText("Begin", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".y-key").first()).isVisible();
    assertThat(text).isEditable();
    assertThat(text.inputValue()).contains("id: ACME-CHAIN-001", "mode: shadow");

    text.fill("detect:\n  filter: ToolCall(egr");
    text.press("End");
    text.press("Control+End");
    text.pressSequentially("e");
    assertThat(page.locator(".code-options li").first()).containsText("egress");
    browser.picture("workshop-completion");
    text.press("Tab");
    assertThat(text.inputValue()).endsWith("ToolCall(egress");
    text.fill("sev");
    text.press("Control+Space");
    text.press("ArrowDown");
    text.press("Enter");
    assertThat(text.inputValue()).isEqualTo("severity: ");

    page.setViewportSize(390, 844);
    browser.picture("workshop-390");
    assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    page.setViewportSize(1440, 900);
    page.locator("#tab-backtest").click();
    assertThat(page.locator("#pane-backtest")).containsText("Replays what was recorded");
    browser.picture("workshop-backtest");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void tuning_ofAShippedRule_isTried_saved_andInForce() throws IOException {
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/workshop/HP-LOOP-001?as=tuning"));
    Locator text = page.locator(".code-input");
    Locator state = page.locator("#code-state");
    assertThat(state).containsText("Sound", Chromium.containing());
    assertThat(page.locator(".tab-button")).hasCount(4);
    String begun = text.inputValue();
    assertThat(begun).contains("kind: Tuning", "rule: HP-LOOP-001");
    text.fill(begun + EXCEPTION.replace("tool:", "colour:"));
    assertThat(page.locator(".problem-list")).containsText("got colour", Chromium.containing());
    String sound = begun + EXCEPTION;
    text.fill(sound);
    assertThat(state).containsText("Sound", Chromium.containing());
    page.getByText("Run tests").first().click();
    assertThat(page.locator(".outcome.good")).containsText("tests passed", Chromium.containing());
    page.locator(".writing .button.primary").click();
    page.getByLabel("Reason").fill("A false positive");
    page.getByText("Save tuning").click();
    assertThat(page.locator("dialog")).hasCount(0, Chromium.counting());
    assertThat(page.locator(".about-file")).containsText("Own", Chromium.containing());
    assertThat(folder.resolve("rules/HP-LOOP-001.tuning.yaml")).hasContent(sound.strip());
    browser.picture("workshop-tuning");
    page.reload();
    assertThat(state).containsText("Sound", Chromium.containing());
    assertThat(text.inputValue()).isEqualTo(sound);
    page.locator("#tab-diff").click();
    assertThat(page.locator("#pane-diff")).containsText("The text is what is in force.");
    assertThat(browser.complaints()).isEmpty();
  }

  private static final String FETCHED =
      "() => performance.getEntriesByType('resource').filter(e =>"
          + " e.name.includes('workshop')).length";
  private static final String AT_CARET =
      "() => { const a = document.querySelector('.code-input');"
          + " return a.value.slice(a.value.lastIndexOf('\\n', a.selectionStart - 1) + 1); }";

  private void save(String reason) {
    page.locator(".writing .button.primary").click();
    page.getByLabel("Reason").fill(reason);
    page.getByText("Save rule").click();
    assertThat(page.locator("dialog")).hasCount(0, Chromium.counting());
  }

  private ServerConfig config() {
    return ServerConfig.parse(
        "test",
        """
        data-dir: data
        engine: {rules: [rules]}
        gateway:
          listen: 127.0.0.1:0
          upstreams: [{name: files, url: "http://127.0.0.1:9/mcp"}]
          credentials: [{name: key-1, subject: triage, token: token-of-the-agent-in-this-test}]
        collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
        control: {listen: "127.0.0.1:0"}
        """,
        folder);
  }
}
