// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.LoopingAgent;
import io.holdpoint.samples.agents.ReportAgent;
import io.holdpoint.samples.agents.RunReport;
import io.holdpoint.samples.agents.SampleAgent;
import io.holdpoint.samples.agents.ToolUse;
import io.holdpoint.samples.agents.ToolUse.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** People at the page while real agents call real servers through the real gateway. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class LivePageIT {

  @TempDir Path folder;
  private DemoStage stage;
  private Chromium browser;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    stage = DemoStage.start(folder, DemoPorts.AUTO, HoldpointGuard::start, notice -> {});
    browser = Chromium.start();
    page = browser.page();
    page.navigate(stage.guard().page().toString());
    assertThat(page.locator(".live")).hasText("Live", Chromium.patient());
  }

  @AfterEach
  void stop() throws IOException {
    browser.close();
    stage.close();
  }

  @Test
  void kill_fromThePage_refusesTheNextCall() {
    AtomicInteger calls = new AtomicInteger();
    RunReport report =
        run(
            new ReportAgent(),
            use -> {
              if (calls.incrementAndGet() == 1) {
                killTheOnlySession();
              }
            });

    assertThat(report.uses().getFirst().done()).isTrue();
    assertThat(report.uses().subList(1, report.uses().size()))
        .isNotEmpty()
        .allSatisfy(use -> assertThat(use.answer()).isInstanceOf(Answer.Refused.class));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void stoppedTheft_isThereByItself_withItsGraph_andItsAnswers() {
    run(new ExfiltratingAgent(), use -> {});

    run(new LoopingAgent(), use -> {});
    run(new ReportAgent(), use -> {});
    Locator row = page.locator(".fleet tbody tr").first();
    assertThat(row.locator(".chip")).hasText("Killed", Chromium.patient());
    browser.picture("fleet");
    row.click();
    assertThat(page.locator(".node.deny").first()).isVisible();
    assertThat(page.locator(".decision.deny").first()).isVisible();
    assertThat(page.locator(".node.marked").first()).isVisible();
    assertThat(page.locator(".question").first()).containsText("denied before it left");
    assertThat(page.locator(".question").nth(3)).containsText("HP-CHAIN-001");
    browser.picture("session");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void policyAndHealth_areThoseOfTheServer() {
    run(new ReportAgent(), use -> {});
    page.keyboard().press("g");
    page.keyboard().press("p");
    assertThat(page.locator(".clauses")).containsText("hp.wipes-the-machine");
    page.getByLabel("Tool").fill("claude-code/Bash");
    page.getByLabel("Arguments").fill("{\"command\": \"rm -rf /\"}");
    page.getByText("What would happen?").click();
    assertThat(page.locator(".side .verdict")).isVisible();
    page.locator(".nav-link[href='/tools']").click();
    assertThat(page.locator(".offers tbody tr").first()).isVisible();
    page.locator(".nav-link[href='/health']").click();
    assertThat(page.locator(".parts-list li").first()).isVisible();
    page.getByText("Verify now").click();
    assertThat(page.locator(".vouched.whole")).containsText("are intact");
    assertThat(browser.complaints()).isEmpty();
  }

  private void killTheOnlySession() {
    page.locator(".fleet tbody tr").first().click();
    page.locator("[data-order=kill]").click();
    page.locator("dialog textarea").fill("It reads tickets nobody asked it to read");
    page.getByText("Kill session").click();
    assertThat(page.locator(".case-head .chip")).hasText("Killed", Chromium.patient());
  }

  private RunReport run(SampleAgent agent, Consumer<ToolUse> seen) {
    String credential = stage.credentials().getOrDefault(agent.name(), "");
    return agent.run(
        new AgentAccess(stage.guard().endpoints(), credential, Duration.ofSeconds(20)), seen);
  }
}
