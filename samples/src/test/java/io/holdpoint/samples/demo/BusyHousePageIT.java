// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.servers.VendorServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page while real agents do much through the real gateway, engine and store. That nothing is
 * lost holds on any machine; with {@code -Dholdpoint.timed=true}, on a quiet one, the agents do as
 * much as is promised, and the bars of time are held.
 */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class BusyHousePageIT {

  private static final boolean TIMED = Boolean.getBoolean("holdpoint.timed");
  private static final int AGENTS = 10;
  private static final int LONG = TIMED ? 50_000 : 1_500;
  private static final int EACH = TIMED ? 3_000 : 60;
  private static final Duration EVERY = Duration.ofMillis(20); // of each agent: 500 a second in all
  private static final Duration AT_MOST = Duration.ofMinutes(3);
  private static final Duration OPENED = Duration.ofSeconds(2);
  private static final int LONG_TASK_MILLIS = 200;
  private static final double MOST_GROWTH_BYTES = 24e6;

  private static final VendorServer VENDOR = VendorServer.start("Frobnicates a thing.");

  @RegisterExtension static final House HOUSE = house();

  private static House house() {
    List<String> agents = new ArrayList<>(List.of("away", "indexer"));
    for (int i = 0; i < AGENTS; i++) {
      agents.add("busy-" + i);
    }
    return House.of(agents.toArray(String[]::new))
        .file(
            "catalogue.yaml",
            """
            tools:
              - match: {upstream: [vendor], tool: [frobnicate]}
                effects: [read]
            """)
        .upstream("vendor", VENDOR.endpoint());
  }

  @AfterAll
  static void stop() {
    VENDOR.close();
  }

  private static void frobnicate(FreeAgent agent, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(agent.call("vendor", "frobnicate", Map.of("what", "thing " + i)).done()).isTrue();
    }
  }

  @Test
  void reconnect_losesNothing_ofWhatAgentsDidMeanwhile() {
    try (FreeAgent agent = HOUSE.agent("away", "away-1")) {
      frobnicate(agent, 0, 1);
      String session = HOUSE.session("away", 1).path("id").asString();
      Page page = HOUSE.open("/sessions/" + session);
      Page fleet = HOUSE.browser().another();
      fleet.navigate(HOUSE.server().oneTimeLogin().toString());
      assertThat(steps(page)).hasText("1 step");
      assertThat(row(fleet, session)).hasText("1");
      hide(page, true);
      fleet.route("**/api/v1/events*", route -> route.abort());
      hide(fleet, true);
      hide(fleet, false);
      assertThat(fleet.locator(".banner")).containsText("Live updates stopped");
      frobnicate(agent, 1, 41);
      HOUSE.session("away", 41);
      hide(page, false);
      fleet.unroute("**/api/v1/events*");
      fleet.getByText("Try now").click();
      assertThat(steps(page)).hasText("41 steps");
      assertThat(row(fleet, session)).hasText("41");
      frobnicate(agent, 41, 42);
      assertThat(steps(page)).hasText("42 steps");
      assertThat(row(fleet, session)).hasText("42");
      fleet.context().close();
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void busyAgents_areShownToTheLastStep_andLeaveThePageResponsive() throws Exception {
    List<FreeAgent> agents =
        Stream.iterate(0, i -> i + 1)
            .limit(AGENTS)
            .map(i -> HOUSE.agent("busy-" + i, "busy-" + i))
            .toList();
    agents.forEach(agent -> frobnicate(agent, 0, 1));
    String first = HOUSE.session("busy-0", 1).path("id").asString();
    Page page = HOUSE.open("/sessions/" + first);
    Page fleet = HOUSE.browser().another();
    fleet.navigate(HOUSE.server().oneTimeLogin().toString());
    assertThat(fleet.locator(".live")).hasText("Live");
    watch(page);
    watch(fleet);
    AtomicInteger done = new AtomicInteger();
    Duration took;
    double grown;
    try (ScheduledExecutorService clocks = Executors.newScheduledThreadPool(AGENTS)) {
      long begun = System.nanoTime();
      for (FreeAgent agent : agents) {
        AtomicInteger mine = new AtomicInteger(1);
        var _ =
            clocks.scheduleAtFixedRate(
                () -> {
                  int next = mine.getAndIncrement();
                  if (next < EACH) {
                    frobnicate(agent, next, next + 1);
                    done.incrementAndGet();
                  }
                },
                0,
                EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
      }
      int all = AGENTS * (EACH - 1);
      await().pollInSameThread().atMost(AT_MOST).until(() -> done.get() > all / 4);
      double before = heap(page) + heap(fleet);
      await().pollInSameThread().atMost(AT_MOST).until(() -> done.get() == all);
      took = Duration.ofNanos(System.nanoTime() - begun);
      clocks.shutdownNow();
      grown = heap(page) + heap(fleet) - before;
    }
    HOUSE.settle();
    String each = String.format(Locale.ROOT, "%,d", EACH);
    assertThat(steps(page)).hasText(each + " steps");
    for (int i = 0; i < AGENTS; i++) {
      String session = HOUSE.session("busy-" + i, EACH).path("id").asString();
      assertThat(row(fleet, session)).hasText(each);
    }
    assertThat(grown).as("bytes, both pages").isLessThan(2 * MOST_GROWTH_BYTES);
    if (TIMED) {
      assertThat(took).as("500 steps a second").isLessThan(Duration.ofSeconds(66));
      assertThat(longest(fleet)).as("ms, fleet").isLessThan(LONG_TASK_MILLIS);
      assertThat(longest(page)).as("ms, session").isLessThan(LONG_TASK_MILLIS);
    }
    fleet.context().close();
    agents.forEach(FreeAgent::close);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void longSession_opensWhole_andGoesFromEndToEnd() throws Exception {
    try (FreeAgent agent = HOUSE.agent("indexer", "indexer-1")) {
      frobnicate(agent, 0, LONG);
    }
    HOUSE.settle();
    String session = HOUSE.session("indexer", LONG).path("id").asString();
    Page page = HOUSE.open("/");
    long begun = System.nanoTime();
    page.navigate(page.url().replaceAll("(//[^/]*)/.*", "$1/sessions/" + session));
    Locator chosen = page.locator(".step[aria-selected=true] .idx");
    assertThat(steps(page)).hasText(String.format(Locale.ROOT, "%,d steps", LONG));
    assertThat(chosen).isVisible();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(page.locator(".step").count()).as("only what is in sight").isLessThan(80);
    page.locator(".steps").evaluate("(list, half) => { list.scrollTop = 30 * half; }", LONG / 2);
    assertThat(page.locator(".step:not(.blank) .idx").first())
        .hasText(Pattern.compile(TIMED ? "2[45],.*" : "7[0-9]{2}"));
    page.keyboard().press("Home");
    assertThat(chosen).hasText("1");
    page.keyboard().press("End");
    assertThat(chosen).hasText(String.format(Locale.ROOT, "%,d", LONG));
    if (TIMED) {
      assertThat(took).as("a session of 50,000 steps").isLessThan(OPENED);
    }
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static Locator steps(Page page) {
    return page.locator(".times .faint").first();
  }

  private static Locator row(Page fleet, String session) {
    return fleet.locator("tr[data-id='" + session + "'] .c-steps");
  }

  /** What a browser tells a page that is put aside, and brought back. */
  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true"
            + " }); document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  private static void watch(Page page) {
    page.evaluate(
        "() => { window.longest = 0; new PerformanceObserver(list => { for (const task of"
            + " list.getEntries()) window.longest = Math.max(window.longest, task.duration);"
            + " }).observe({ type: 'longtask' }); }");
  }

  private static double longest(Page page) {
    return ((Number) page.evaluate("() => window.longest")).doubleValue();
  }

  /** Bytes in use after what nobody holds was thrown away. */
  private static double heap(Page page) {
    CDPSession meter = page.context().newCDPSession(page);
    meter.send("HeapProfiler.collectGarbage");
    double used = meter.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
    meter.detach();
    return used;
  }
}
