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
