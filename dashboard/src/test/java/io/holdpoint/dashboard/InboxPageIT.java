// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The inbox in a real browser: votes, edited arguments, batches, keys, and a phone. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class InboxPageIT {

  @RegisterExtension static final Tabs TABS = new Tabs();

  private static final String NOTICES =
      """
      window.told = [];
      window.asked = 0;
      if ('PERMISSION' === 'none') {
        delete window.Notification;
      } else {
        window.Notification = class {
          static permission = 'PERMISSION' === 'denied' ? 'denied' : sessionStorage.getItem('granted') || 'default';
          static async requestPermission() {
            window.asked++;
            sessionStorage.setItem('granted', 'granted');
            return (this.permission = 'granted');
          }
          constructor(title, more) {
            this.title = title;
            this.more = more;
            this.listeners = {};
            window.told.push(this);
          }
          addEventListener(type, listener) {
            this.listeners[type] = listener;
          }
          close() {
            this.listeners.close?.();
          }
        };
      }
      """;

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
  void edit_showsWhatChanges_andCountsAsAVote() {
    Instant now = Instant.now();
    running.desk.put(twoOfThem("H-0000000A", now));
    try (Tabs.Tab tab = open(1280)) {
      Page page = tab.page();
      Locator card = page.locator("[data-ref=H-0000000A]");
      assertThat(card).containsText("0 of 2");
      assertThat(card.locator("del").first()).hasText("\"x\"");
      page.keyboard().press("e");
      card.getByLabel("Arguments of H-0000000A").fill("{\"to\": ");
      assertThat(card.locator(".editor")).containsText("This is no JSON object");
      card.getByLabel("Arguments of H-0000000A").fill("{\"to\": \"z\"}");
      assertThat(card.locator(".editor ins")).hasText("\"z\"");
      card.getByLabel("Reason for H-0000000A").fill("not to x");
      tab.themes("inbox-edit");
      card.getByLabel("Reason for H-0000000A").press("Enter");
      assertThat(card).containsText("1 of 2");
      assertThat(card.getByLabel("What to approve of H-0000000A")).hasValue("proposal");
      card.getByLabel("Reason for H-0000000A").fill("agreed");
      card.getByLabel("Reason for H-0000000A").press("Enter");
      assertThat(page.locator(".held-call.over")).containsText("With other arguments");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void edit_ofSomebodyElse_isNotApprovedByWhoWasTyping() {
    running.desk.put(twoOfThem("H-0000000A", Instant.now()));
    try (Tabs.Tab tab = open(1280)) {
      Page page = tab.page();
      Locator card = page.locator("[data-ref=H-0000000A]");
      card.getByLabel("Reason for H-0000000A").fill("to x is fine");
      running.post(
          "/approvals/H-0000000A/approve", "{\"reason\":\"not to x\",\"change\":{\"to\":\"z\"}}");
      assertThat(card).containsText("1 of 2");
      assertThat(card.getByLabel("Reason for H-0000000A")).hasValue("to x is fine");
      assertThat(card.getByText("Approve").last()).isDisabled();
      assertThat(card.getByText("Deny")).isEnabled();
      card.getByLabel("What to approve of H-0000000A").selectOption("proposal");
      assertThat(card.getByText("Approve").last()).isEnabled();
    }
  }

  @Test
  void batch_isDeniedByKeys_onAPhone() {
    Instant now = Instant.now();
    Approval first = ApprovalsIT.held("H-0000000A", Fixtures.session(1), now);
    running.desk.put(first);
    running.desk.put(ApprovalsIT.alike("H-0000000B", first));
    try (Tabs.Tab tab = open(390)) {
      Page page = tab.page();
      Locator card = page.locator("[data-ref=H-0000000A]");
      card.getByText("Decide all 2 that wait alike").click();
      card.getByLabel("Reason for H-0000000A").fill("not today");
      tab.themes("inbox-phone");
      assertThat(tab.fits()).isTrue();
      card.locator(".danger").click();
      assertThat(page.locator(".held-call.over")).hasCount(2);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void heldCall_isToldToWhoLooksElsewhere_once_withoutItsArguments() {
    running.desk.put(ApprovalsIT.held("H-0000000A", Fixtures.session(1), Instant.now()));
    try (Tabs.Tab tab = browser("granted")) {
      Page page = tab.page();
      Locator button = page.locator(".notify");
      assertThat(button).hasText("Notify me");
      assertThat(page.evaluate("() => window.asked")).isEqualTo(0);
      button.click();
      assertThat(button).hasText("Notifying");
      assertThat(page.evaluate("() => window.asked")).isEqualTo(1);
      tab.themes("inbox-notifying");
      page.getByLabel("Reason for H-0000000A").fill("half a reason");
      hide(page, true);
      running.desk.put(ApprovalsIT.held("H-0000000B", Fixtures.session(1), Instant.now()));
      page.waitForFunction("() => window.told.length === 1");
      Approval again = ApprovalsIT.held("H-0000000B", Fixtures.session(1), Instant.now());
      running.desk.put(again);
      running.desk.put(ApprovalsIT.held("H-0000000C", Fixtures.session(1), Instant.now()));
      page.waitForFunction("() => window.told.length === 2");
      String told = (String) page.evaluate("() => JSON.stringify(window.told)");
      assertThat(told)
          .contains("A call waits for approval", again.request().attempt().tool().name());
      assertThat(told).doesNotContain(again.request().attempt().arguments().masked());
      assertThat(told).contains("holdpoint-H-0000000B", "holdpoint-H-0000000C");
      hide(page, false);
      page.evaluate("() => window.told[0].listeners.click()");
      assertThat(page).hasURL(Pattern.compile(".*/approvals/H-0000000B"));
      assertThat(page.locator("[data-ref=H-0000000B].chosen")).isVisible();
      assertThat(page.getByLabel("Reason for H-0000000A")).hasValue("half a reason");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void whoWantsNoNotices_isToldNothing_andHearsNothingWhileHidden() {
    try (Tabs.Tab tab = browser("granted")) {
      Page page = tab.page();
      hide(page, true);
      running.desk.put(ApprovalsIT.held("H-0000000A", Fixtures.session(1), Instant.now()));
      hide(page, false);
      assertThat(page.locator("[data-ref=H-0000000A]")).isVisible();
      assertThat(page.evaluate("() => window.told.length")).isEqualTo(0);
    }
  }

  @Test
  void blockedOrMissingNotices_areSaidSo() {
    try (Tabs.Tab tab = browser("denied")) {
      assertThat(tab.page().locator(".notify")).isDisabled();
      assertThat(tab.page().locator(".notify-why")).containsText("Notifications are blocked");
      tab.themes("inbox-notify-denied");
    }
    try (Tabs.Tab tab = browser("none")) {
      assertThat(tab.page().locator(".notify")).isDisabled();
      assertThat(tab.page().locator(".notify-why")).containsText("shows no notifications here");
    }
  }

  /** A browser whose notifications end in a list. */
  private Tabs.Tab browser(String permission) {
    Tabs.Tab tab = TABS.fresh(1280, 900);
    tab.context().addInitScript(NOTICES.replace("PERMISSION", permission));
    tab.page().navigate(running.dashboard.oneTimeLogin().toString());
    assertThat(tab.page().locator(".live")).hasText("Live");
    tab.page().navigate(running.uri("/approvals").toString());
    assertThat(tab.page().locator(".live")).hasText("Live");
    assertThat(tab.page().locator(".notify")).isVisible();
    return tab;
  }

  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable:"
            + " true }); document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  private static Approval twoOfThem(String ref, Instant now) {
    Approval held = ApprovalsIT.held(ref, Fixtures.session(1), now);
    ApprovalTerms two =
        new ApprovalTerms(Set.of(), 2, Set.of("leads"), Duration.ofMinutes(5), Set.of(), true);
    return new Approval(
        ref,
        held.request().on(two),
        held.labels(),
        held.askedAt(),
        held.expiresAt(),
        held.state(),
        1,
        List.of(new Approval.NearMiss(new Payload(Digest.NONE, 9, "{\"to\":\"y\"}"), now)));
  }

  private Tabs.Tab open(int width) {
    Tabs.Tab tab = TABS.open(running.dashboard.oneTimeLogin(), width, 900);
    tab.page().navigate(running.uri("/approvals").toString());
    assertThat(tab.page().locator(".live")).hasText("Live");
    return tab;
  }
}
