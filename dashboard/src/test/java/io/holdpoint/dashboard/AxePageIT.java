// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 AA as far as axe can tell: every view, both themes, a phone too. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class AxePageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
        return found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + (n.any[0]?.message || '')));
      }\
      """;

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void start() {
    Instant now = InstantSource.system().instant();
    running = new Running(folder, InstantSource.system());
    new Story(running, now).day();
    Tale.tell(running, now);
    running.desk.put(ApprovalsIT.held("H-0000000A", Fixtures.session(1), now));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sessions/s-7f3a91c2?ask=why",
        "/sessions/s-7f3a91c2?pane=found",
        "/sessions/s-20be77d0?pane=facts",
        "/detections",
        "/rules/HP-CHAIN-001",
        "/agents",
        "/tools",
        "/policy",
        "/health",
        "/alerts",
        "/alerts?tab=silences",
        "/alerts?tab=delivery",
        "/operators",
        "/audit",
        "/approvals",
        "/compare?a=s-7f3a91c2",
        "/compare?a=s-7f3a91c2&b=s-c81e02fb"
      })
  void view_breaksNoRule(String path) throws IOException {
    for (int width : new int[] {1440, 390}) {
      try (Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), width, 900)) {
        Page page = tab.page();
        page.navigate(running.uri(path).toString());
        assertThat(page.locator(".live")).hasText("Live");
        assertThat(page.locator("main")).not().containsText("Loading");
        page.evaluate(axe());
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          Object violations = page.evaluate(RUN);
          assertThat((List<?>) violations).as(path + " " + scheme + " " + width).isEmpty();
        }
      }
    }
  }

  private static String axe() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(AxePageIT.class.getResourceAsStream("/axe.min.js"), "axe")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
