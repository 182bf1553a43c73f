// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.agents.ToolUse;
import io.holdpoint.samples.agents.ToolUse.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of real agents that wait for a person: looked into, edited, decided together, told of. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class HeldCallPageIT {

  private static final String ACCOUNT = "DE89370400440532013000";

  /** As on Android: permission can be had, and making one by hand cannot. */
  private static final String ANDROID =
      """
      const Real = window.Notification;
      window.Notification = class {
        static get permission() { return Real.permission; }
        static requestPermission() { return Real.requestPermission(); }
        constructor() { throw new TypeError('Illegal constructor'); }
      };
      // A browser without a screen forgets what it shows at once.
      const standing = window.standing = [];
      const show = ServiceWorkerRegistration.prototype.showNotification;
      ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        await show.call(this, title, options);
        standing.push({ title, ...options, close() { standing.splice(standing.indexOf(this), 1); } });
      };
      ServiceWorkerRegistration.prototype.getNotifications = async ({ tag }) =>
        standing.filter((one) => one.tag === tag);
      """;

  @RegisterExtension
  static final House HOUSE =
      House.of("looked-into", "edited", "alike", "for-a-session", "told-of")
          .gateway("policy: {files: [policy.yaml]}")
          .file(
              "policy.yaml",
              """
              apiVersion: holdpoint/v1
              kind: Policy
              otherwise: permit
              clauses:
                - id: mail-waits
                  title: Mail leaves once a person has seen it
                  tools: [outbox/send_email]
                  do: hold
              """);

  private static CompletableFuture<ToolUse> send(String agent, String run, String to) {
    return HOUSE.meanwhile(
        () -> {
          try (FreeAgent sender = HOUSE.agent(agent, run)) {
            return send(sender, to);
          }
        });
  }

  private static ToolUse send(FreeAgent sender, String to) {
    return sender.call(
        "outbox",
        "send_email",
        Map.of(
            "to",
            to,
            "subject",
            "Report",
            "body",
            (to.startsWith("stranger") ? "Paid\u200b from " : "Paid from ") + ACCOUNT + "."));
  }

  private static ToolUse result(CompletableFuture<ToolUse> call) throws Exception {
    return call.get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Locator card(Page page, String agent) {
    return page.locator(".held-call.pending")
        .filter(new Locator.FilterOptions().setHasText(agent + " 1.0.0"));
  }

  @Test
  void whatItSays_isShownInTheClear_toWhoMay_andGoneWhenClosed() throws Exception {
    CompletableFuture<ToolUse> call = send("looked-into", "looked-1", "strangers@else.example");
    Page page = HOUSE.open("/approvals");
    Locator card = card(page, "looked-into");
    assertThat(card).containsText("Mail leaves once a person has seen it");
    assertThat(page.content()).doesNotContain(ACCOUNT);

    card.focus();
    page.keyboard().press("s");
    Locator clear = card.locator(".code.clear");
    assertThat(clear).containsText("Paid\\u{200b} from " + ACCOUNT);
    HOUSE.browser().picture("held-clear");
    page.setViewportSize(390, 844);
    assertThat(Chromium.fits(page)).isTrue();
    assertThat(overlap(page)).as("nothing in the bar lies on something else").isFalse();
    HOUSE.browser().picture("held-clear-390");
    page.setViewportSize(1440, 900);
    card.getByText("Hide").click();
    assertThat(clear).hasCount(0);
    assertThat(page.content()).doesNotContain(ACCOUNT);

    card.getByText("Show in the clear").click();
    assertThat(clear).isVisible();
    page.keyboard().press("g");
    page.keyboard().press("f");
    assertThat(page.locator(".fleet")).isVisible();
    page.goBack();
    assertThat(card.getByText("Show in the clear")).isVisible();
    assertThat(page.content()).doesNotContain(ACCOUNT);
    assertThat(HOUSE.text("/audit/records?words=arguments")).contains("/arguments", "operator");

    Page viewer = HOUSE.somebody(token("vera", "viewer"));
    viewer.locator(".nav-link[href='/approvals']").click();
    assertThat(card(viewer, "looked-into")).isVisible();
    assertThat(card(viewer, "looked-into").locator(".reveal")).isHidden();
    viewer.keyboard().press("s");
    assertThat(viewer.locator(".code.clear")).hasCount(0);
    decide(card, "Nobody knows them", ".danger");
    assertThat(result(call).answer()).isInstanceOf(Answer.Refused.class);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static boolean overlap(Page page) {
    return (boolean)
        page.evaluate(
            "() => { const b = (s) => document.querySelector(s).getBoundingClientRect(); return"
                + " b('.notify').right > b('.top .live i').left; }");
  }

  @Test
  void edited_goesWithWhatThePersonWrote() throws Exception {
    CompletableFuture<ToolUse> call = send("edited", "edited-1", "somebody@else.example");
    Page page = HOUSE.open("/approvals");
    Locator card = card(page, "edited");
    card.focus();
    page.keyboard().press("e");
    Locator text = card.locator("[name=arguments]");
    text.fill(text.inputValue().replace("somebody@else.example", "ann@corp.example"));
    assertThat(card.locator(".editor ins")).containsText("ann@corp.example");
    decide(card, "To Ann, not to strangers", "[type=submit]");
    assertThat(result(call).answer().text()).startsWith("sent to ann@corp.example");
    assertThat(mails()).anyMatch(mail -> mail.contains("To: ann@corp.example"));
    assertThat(mails()).noneMatch(mail -> mail.contains("somebody@else.example"));
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static List<String> mails() throws IOException {
    return HOUSE.servers().mails().stream()
        .map(
            path -> {
              try {
                return Files.readString(path);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .toList();
  }

  @Test
  void nearDuplicates_areDecidedTogether() throws Exception {
    List<CompletableFuture<ToolUse>> calls =
        List.of(
            send("alike", "alike-1", "a@corp.example"), send("alike", "alike-1", "b@corp.example"));
    Page page = HOUSE.open("/approvals");
    assertThat(card(page, "alike")).hasCount(2);
    Locator first = card(page, "alike").first();
    first.getByText("Decide all 2 that wait alike").click();
    decide(first, "Both are ours", "[type=submit]");
    for (CompletableFuture<ToolUse> call : calls) {
      assertThat(result(call).done()).isTrue();
    }
    assertThat(card(page, "alike")).hasCount(0);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  @Test
  void approvedForTheSession_onAPhone_goes() throws Exception {
    Page page = HOUSE.open("/approvals");
    page.setViewportSize(390, 844);
    try (FreeAgent sender = HOUSE.agent("for-a-session", "session-1")) {
      CompletableFuture<ToolUse> call = HOUSE.meanwhile(() -> send(sender, "ann@corp.example"));
      Locator card = card(page, "for-a-session");
      assertThat(card.locator(".bounds")).isHidden();
      card.locator("[name=scope]").selectOption("session");
      assertThat(card.locator(".bounds")).containsText("a call that another rule holds");
      assertThat(Chromium.fits(page)).isTrue();
      HOUSE.browser().picture("held-390");
      decide(card, "The whole report goes to Ann", "[type=submit]");
      assertThat(result(call).done()).isTrue();
      assertThat(page.locator(".held-call.over").first()).containsText("for the session");
      CompletableFuture<ToolUse> other = HOUSE.meanwhile(() -> send(sender, "bob@corp.example"));
      assertThat(card).hasCount(1); // another destination was not approved
      Page fleet = HOUSE.somebody(token("fay", "viewer"));
      Locator row = fleet.locator(".fleet tbody tr:has-text('for-a-session')");
      assertThat(row.locator(".chip")).hasText("Held");
      decide(card, "Only Ann", ".danger");
      assertThat(result(other).done()).isFalse();
      assertThat(row.locator(".chip")).hasText("Active");
      fleet.context().close();
    }
    page.setViewportSize(1440, 900);
    assertThat(page.locator(".held-call.over:has-text('the destination has changed')")).hasCount(1);
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  /** Where only a worker shows notifications, as on Android. */
  @Test
  void heldCall_isToldByTheWorker_leadsToItsCard_andIsTakenBack() throws Exception {
    Page page = HOUSE.browser().another();
    page.context().grantPermissions(List.of("notifications"));
    page.addInitScript(ANDROID);
    page.navigate(HOUSE.server().oneTimeLogin().toString());
    assertThat(page.locator(".live")).hasText("Live");
    page.keyboard().press("g");
    page.keyboard().press("a");
    page.locator(".notify").click();
    assertThat(page.locator(".notify")).hasText("Notifying");
    page.evaluate(
        "() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    CompletableFuture<ToolUse> call = send("told-of", "told-1", "ann@corp.example");
    page.waitForFunction("() => standing.length === 1");
    assertThat(page.evaluate("() => JSON.stringify(standing)").toString())
        .contains("A call waits for approval", "told-of: outbox/send_email")
        .doesNotContain("ann@corp.example");

    String ref = (String) page.evaluate("() => standing[0].data.ref");
    page.keyboard().press("g");
    page.keyboard().press("f");
    clickOnNotice(page, ref);
    assertThat(page).hasURL(Pattern.compile(".*/approvals/H-.*"));
    assertThat(page.locator(".held-call.chosen")).containsText("told-of");
    decide(card(page, "told-of"), "Fine", "[type=submit]");
    assertThat(result(call).done()).isTrue();
    page.waitForFunction("() => standing.length === 0");
    assertThat(page.evaluate("async () => (await caches.keys()).length")).isEqualTo(0);
    page.locator(".notify").click();
    page.waitForFunction(
        "async () => (await navigator.serviceWorker.getRegistrations()).length === 0");
    page.context().close();
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  /** What the browser does when somebody clicks on a notification, said to the worker itself. */
  private static void clickOnNotice(Page page, String ref) {
    CDPSession browser = page.context().browser().newBrowserCDPSession();
    String target = "";
    for (JsonElement one : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
      if (one.getAsJsonObject().get("url").getAsString().endsWith("/js/notices-worker.js")) {
        target = one.getAsJsonObject().get("targetId").getAsString();
      }
    }
    JsonObject attach = new JsonObject();
    attach.addProperty("targetId", target);
    JsonObject parameters = new JsonObject();
    parameters.addProperty(
        "expression",
        "const event = new ExtendableEvent('notificationclick'); event.notification = { close() {},"
            + " data: { ref: '"
            + ref
            + "' } }; dispatchEvent(event)");
    JsonObject evaluate = new JsonObject();
    evaluate.addProperty("id", 1);
    evaluate.addProperty("method", "Runtime.evaluate");
    evaluate.add("params", parameters);
    JsonObject send = new JsonObject();
    send.add("sessionId", browser.send("Target.attachToTarget", attach).get("sessionId"));
    send.addProperty("message", evaluate.toString());
    browser.send("Target.sendMessageToTarget", send);
  }

  private static void decide(Locator card, String reason, String button) {
    card.locator("[name=reason]").fill(reason);
    card.locator(button).click();
  }

  private static String token(String name, String role) {
    return HOUSE
        .post("/operators", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}")
        .path("token")
        .asString();
  }
}
