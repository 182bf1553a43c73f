// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Orders that reach further than one session, that narrow, and the broken glass, in a browser. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class ControlsPageIT {

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
  void session_isRestricted_toChosenEffects_forAWhile() {
    try (Tabs.Tab tab = TABS.open(running, "/sessions/s-c81e02fb", 1440)) {
      Page page = tab.page();
      page.locator("[data-order=restrict]").click();
      page.locator("dialog .toggle[data-name=discover]").click();
      page.locator("#order-for").selectOption("30m");
      page.getByLabel("Reason").fill("It wanders");
      tab.themes("order-restrict");
      page.getByText("Restrict session").click();
      assertThat(page.locator("dialog")).hasCount(0);
      Signal.Restrict given = (Signal.Restrict) running.bus.signals().getLast();
      assertThat(given.allowed()).isEqualTo(Set.of(Effect.READ, Effect.DISCOVER));
      assertThat(given.header().scope()).isEqualTo(Scope.SESSION);
      assertThat(given.header().until())
          .isEqualTo(given.header().at().plus(Duration.ofMinutes(30)));
      assertThat(tab.complaints()).isEmpty();
    }
  }

  /** Against one careless person: what is wide takes two. */
  @Test
  void wideOrder_namesASecondPerson() {
    try (Tabs.Tab tab = TABS.open(running, "/sessions/s-20be77d0", 1440)) {
      Page page = tab.page();
      page.locator("[data-order=kill]").click();
      page.getByLabel("Reason").fill("Its key was stolen");
      Locator kill = page.locator("dialog [type=submit]");
      assertThat(kill).hasText("Kill session");
      assertThat(kill).isEnabled();
      page.getByLabel("Reaches").selectOption("agent");
      assertThat(kill).isDisabled();
      assertThat(kill).hasText("Quarantine");
      assertThat(page.locator("dialog")).containsText("This is a quarantine");
      page.getByLabel("Who else wants it").fill("operator");
      assertThat(kill).isDisabled();
      page.getByLabel("Who else wants it").fill("lena");
      tab.themes("order-wide");
      kill.click();
      assertThat(page.locator("dialog")).hasCount(0);
      Signal.Header given = running.bus.signals().getLast().header();
      assertThat(given.scope()).isEqualTo(Scope.AGENT);
      assertThat(given.author()).isEqualTo(new Author.Operator("operator", "lena"));
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void everybody_isPaused_byTheCommandPalette() {
    try (Tabs.Tab tab = TABS.open(running, "/", 390)) {
      Page page = tab.page();
      page.keyboard().press("Control+k");
      page.keyboard().type("pause everybody");
      page.keyboard().press("Enter");
      page.getByLabel("Reason").fill("A drill");
      page.getByLabel("Who else wants it").fill("lena");
      assertThat(tab.fits()).isTrue();
      tab.themes("order-everybody-390");
      page.getByText("Pause everybody").last().click();
      assertThat(page.locator("dialog")).hasCount(0);
      assertThat(running.bus.signals().getLast().header().scope()).isEqualTo(Scope.ALL);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void brokenGlass_isSeenByEverybody_andMended() {
    try (Tabs.Tab mira = TABS.open(running, "/", 1440);
        Tabs.Tab lena = TABS.open(running, "/rules", 1440)) {
      Page page = mira.page();
      page.keyboard().press("Control+k");
      page.keyboard().type("break the glass");
      page.keyboard().press("Enter");
      page.getByLabel("Reason").fill("Holdpoint holds what it should not");
      mira.themes("bypass-asked");
      page.locator("dialog .button.danger").click();
      Locator banner = page.locator(".banner.bypass");
      assertThat(banner).containsText("policies and rules only watch");
      assertThat(banner).containsText("Holdpoint holds what it should not");
      lena.page().reload();
      assertThat(lena.page().locator(".banner.bypass")).containsText("by operator");
      mira.themes("bypass");
      banner.getByText("Judge again").click();
      assertThat(banner).hasCount(0);
      assertThat(mira.complaints()).isEmpty();
    }
  }
}
