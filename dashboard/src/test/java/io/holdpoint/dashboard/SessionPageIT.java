// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A session's page in a real browser: graph, questions, replay, length. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class SessionPageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  private static final int LONG = 50_000;
  private static final Duration BOUND = Duration.ofSeconds(2);

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
  void graph_showsWhatLedToWhat_andFoldsWhatRepeats() {
    Tale.tell(running, now());
    try (Tabs.Tab tab = open("/sessions/" + Tale.ID, 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".node")).hasCount(13);
      assertThat(page.locator(".node.marked .no")).hasText(new String[] {"1", "2", "3"});
      assertThat(page.locator(".node.loop")).containsText("5 times");
      assertThat(page.locator(".node.agent")).containsText("8 steps folded");
      assertThat(page.locator(".decision.deny")).hasCount(1);
      assertThat(page.locator(".beside")).containsText("in parallel");
      assertThat(page.locator(".edges .edge.proof")).hasCount(2);
      tab.themes("session-graph");

      page.locator(".node.agent .folder").click();
      assertThat(page.locator(".node")).hasCount(15);
      assertThat(page.locator(".edges .edge.hand-off")).hasCount(1);
      tab.picture("session-unfolded");
      page.locator(".node .face").first().click();
      assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("1");
      assertThat(page).hasURL(Pattern.compile(".*step=.*"));
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void graph_keepsWhatStands_whenStepsCome() {
    Session session = Story.session("s-live", "svc", "agent", "1", "Watch me");
    Trace trace = new Trace(session, 10_000, now().minusSeconds(60));
    trace.model("m", 100);
    trace.call("a/one", 10);
    running.store(trace.rows(), List.of());
    try (Tabs.Tab tab = open("/sessions/s-live", 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".node")).hasCount(2);
      Object before = spots(page);
      for (int i = 0; i < 6; i++) {
        trace.call("b/more" + i, 10);
      }
      running.store(trace.rows(), List.of());
      assertThat(page.locator(".node")).hasCount(8);
      assertThat(spots(page)).isEqualTo(before);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void questions_areAnswered_andLeadToSteps() {
    Tale.tell(running, now());
    try (Tabs.Tab tab = open("/sessions/" + Tale.ID, 1440)) {
      Page page = tab.page();
      assertThat(page.locator(".question")).hasCount(5);
      assertThat(page.locator(".question").first()).containsText("was denied before it left");
      page.keyboard().press("1");
      Locator whole = page.locator(".whole-answer");
      assertThat(whole).containsText("What the model said: unknown, because");
      assertThat(page).hasURL(Pattern.compile(".*ask=why.*"));
      whole.getByText("#3 crm/get_customer").first().click();
      assertThat(page.locator(".step[aria-selected=true] .name")).hasText("get_customer");
      tab.themes("session-answer");
      page.keyboard().press("5");
      assertThat(whole).containsText("svc-support");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void replay_goesThroughTheSession_stepByStep_andByItself() {
    Tale.tell(running, now());
    try (Tabs.Tab tab = open("/sessions/" + Tale.ID, 1440)) {
      Page page = tab.page();
      Locator track = page.locator(".track");
      assertThat(track).hasAttribute("aria-valuenow", "24");
      track.focus();
      page.keyboard().press("Home");
      assertThat(track).hasAttribute("aria-valuenow", "1");
      assertThat(page.locator(".node.later")).hasCount(12);
      page.keyboard().press("ArrowRight");
      assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("2");
      page.getByText("Next detection").click();
      assertThat(track).hasAttribute("aria-valuenow", "24");
      page.keyboard().press("Home");
      page.getByText("64×").click();
      page.locator("[aria-label=Play]").click();
      assertThat(track).hasAttribute("aria-valuenow", "24");
      page.locator(".replay").getByText("Live").click();
      assertThat(page.locator(".node.later")).hasCount(0);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void fiftyThousandSteps_openAtOnce_andScrollSmoothly() {
    Quiet.assumed();
    Session session = Story.session("s-long", "svc-long", "indexer", "1.0", "Index everything");
    Trace trace = new Trace(session, 1_000_000, now().minus(Duration.ofHours(20)));
    for (int i = 0; i < LONG; i++) {
      trace.effects(Effect.READ).labels(DataLabel.PRIVATE).args("{\"id\":" + i + "}").brings(400);
      trace.call("kb/read" + i % 7, 5);
    }
    running.store(trace.rows(), List.of());
    try (Tabs.Tab tab = open("/", 1440)) {
      Page page = tab.page();
      long begun = System.nanoTime();
      page.navigate(running.uri("/sessions/s-long").toString());
      assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("50,000");
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertThat(took).isLessThan(BOUND);
      assertThat(page.locator(".step").count()).isLessThan(80);
      page.locator(".steps").evaluate("list => { list.scrollTop = 30 * 25000; }");
      assertThat(page.locator(".step:not(.blank) .idx").first())
          .hasText(Pattern.compile("2[45],.*"));
      page.keyboard().press("Home");
      assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("1");
      assertThat(page.locator(".node")).not().hasCount(0);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void everyWidth_fits() {
    Tale.tell(running, now());
    for (int width : new int[] {390, 900, 1440}) {
      try (Tabs.Tab tab = open("/sessions/" + Tale.ID, width)) {
        assertThat(tab.page().locator(".step.in-chain").first()).isVisible();
        assertThat(tab.page().locator(".node").first()).isAttached();
        assertThat(tab.fits()).as("nothing sticks out at " + width).isTrue();
        tab.themes("session-" + width);
        assertThat(tab.complaints()).isEmpty();
      }
    }
  }

  private static Object spots(Page page) {
    return page.evaluate(
        "() => [...document.querySelectorAll('.node')].slice(0, 2).map(n =>"
            + " n.getAttribute('style'))");
  }

  private Tabs.Tab open(String path, int width) {
    Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), width, width < 500 ? 844 : 900);
    tab.page().navigate(running.uri(path).toString());
    return tab;
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }
}
