// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.view.StepRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page while much happens, and after it could not listen for a while. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class LivelyPageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  private static final int SESSIONS = 20;
  private static final int BATCH = 50;
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LASTING = Duration.ofMinutes(1);
  private static final int LONG_TASK_MILLIS = 200;
  private static final double MOST_GROWTH_BYTES = 24e6;

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
  void reconnect_losesNothing() {
    Session session = Story.session("s-away", "svc", "agent", "1", "Watch me");
    Trace trace = new Trace(session, 10_000, now().minusSeconds(90));
    trace.call("a/one", 10);
    running.store(trace.rows(), List.of());
    try (Tabs.Tab fleet = open("/");
        Tabs.Tab tab = open("/sessions/s-away")) {
      assertThat(tab.page().locator(".times .faint").first()).hasText("1 step");
      hide(tab.page(), true);
      hide(fleet.page(), true);
      for (int i = 0; i < 40; i++) {
        trace.call("b/more" + i, 10);
      }
      running.store(trace.rows(), List.of());
      new Story(running, now()).theft("s-7f3a91c2", Duration.ofSeconds(3));
      hide(tab.page(), false);
      hide(fleet.page(), false);
      assertThat(tab.page().locator(".times .faint").first()).hasText("41 steps");
      assertThat(fleet.page().locator("tr[data-id=s-7f3a91c2]")).isVisible();
      assertThat(fleet.page().locator("tr[data-id=s-away] .c-steps")).hasText("41");
      assertThat(tab.complaints()).isEmpty();
      assertThat(fleet.complaints()).isEmpty();
    }
  }

  @Test
  void fiveHundredStepsASecond_forAMinute_leaveThePageResponsive_andItsMemoryFlat() {
    Quiet.assumed();
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Session session = Story.session("s-load" + i, "svc-" + i, "agent", "1", "Load " + i);
      traces.add(new Trace(session, 1_000_000 * (i + 1), now().minusSeconds(3_600)));
    }
    AtomicInteger told = new AtomicInteger();
    told(traces, told);
    try (Tabs.Tab fleet = open("/");
        Tabs.Tab tab = open("/sessions/s-load0");
        ScheduledExecutorService agents = Executors.newSingleThreadScheduledExecutor()) {
      watch(fleet.page());
      watch(tab.page());
      CDPSession fleetMeter = meter(fleet);
      CDPSession tabMeter = meter(tab);
      ScheduledFuture<?> telling =
          agents.scheduleAtFixedRate(
              () -> told(traces, told), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
      int enough = (int) (BATCH * LASTING.dividedBy(EVERY));
      await().atMost(LASTING.multipliedBy(2)).until(() -> told.get() > enough / 4);
      double fleetBefore = heap(fleetMeter);
      double tabBefore = heap(tabMeter);
      await().atMost(LASTING.multipliedBy(2)).until(() -> told.get() > enough);
      assertThat(telling.state()).isEqualTo(Future.State.RUNNING);
      agents.shutdownNow();
      double fleetGrowth = heap(fleetMeter) - fleetBefore;
      double tabGrowth = heap(tabMeter) - tabBefore;

      assertThat(longest(fleet.page())).as("ms, fleet").isLessThan(LONG_TASK_MILLIS);
      assertThat(longest(tab.page())).as("ms, session").isLessThan(LONG_TASK_MILLIS);
      assertThat(fleetGrowth).as("bytes, fleet").isLessThan(MOST_GROWTH_BYTES);
      assertThat(tabGrowth).as("bytes, session").isLessThan(MOST_GROWTH_BYTES);
      assertThat(tab.page().locator(".live")).hasText("Live");
      assertThat(tab.complaints()).isEmpty();
      assertThat(fleet.complaints()).isEmpty();
    }
  }

  private void told(List<Trace> traces, AtomicInteger told) {
    List<StepRow> rows = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      Trace trace = traces.get(told.getAndIncrement() % SESSIONS);
      trace.args("{\"id\":" + told.get() + "}").call("kb/read" + told.get() % 7, 5);
      rows.add(trace.rows().getLast());
    }
    running.store(rows, List.of());
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

  private static CDPSession meter(Tabs.Tab tab) {
    return tab.context().newCDPSession(tab.page());
  }

  /** Bytes in use after what nobody holds was thrown away. */
  private static double heap(CDPSession meter) {
    meter.send("HeapProfiler.collectGarbage");
    JsonObject usage = meter.send("Runtime.getHeapUsage");
    return usage.get("usedSize").getAsDouble();
  }

  private Tabs.Tab open(String path) {
    Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), 1440, 900);
    tab.page().navigate(running.uri(path).toString());
    assertThat(tab.page().locator(".live")).hasText("Live");
    return tab;
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }
}
