// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Skipped only on purpose: {@code -Dholdpoint.browser=skip}. */
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class PageIT {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static Playwright playwright;
  private static Browser browser;

  @TempDir Path folder;
  private Running running;
  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Tabs.PATIENCE_MILLIS);
    Path chromium =
        Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
    if (!Files.isExecutable(chromium)) {
      throw new IllegalStateException(
          "browser: got nothing at "
              + chromium
              + " (expected: Chromium there or at $CHROMIUM; -Dholdpoint.browser=skip leaves these"
              + " tests out)");
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-default-apps",
                            "--disable-sync",
                            "--no-first-run",
                            "--no-proxy-server")));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void open() {
    running = new Running(folder, InstantSource.system());
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.setDefaultTimeout(Tabs.PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
  }

  @AfterEach
  void close() {
    context.close();
    running.close();
  }

  /** The server refuses it anyway: {@link RolesIT}. */
  @Test
  void viewer_isOfferedNoOrders() {
    running.store.append(
        new Steps(Fixtures.session(1), 0, Fixtures.NOW).model("m").rows(), List.of());
    String token =
        Running.json(running.post("/operators", "{\"name\":\"vic\",\"roles\":[\"viewer\"]}"))
            .path("token")
            .asString();
    for (String one : List.of(token, running.token())) {
      page.navigate(running.uri("/sessions/s-00000001").toString());
      page.getByLabel("Operator’s token").fill(one);
      page.keyboard().press("Enter");
      assertThat(page.locator(".case-head h1")).isVisible();
      assertThat(page.locator("[data-order=kill]")).hasCount(one.equals(token) ? 0 : 1);
      page.navigate(running.uri("/").toString()); // the narrow rail of a session has no such button
      page.getByLabel("Log out").click();
      assertThat(page.getByLabel("Operator’s token")).isVisible();
    }
  }

  @Test
  void login_takesTheTokenOnly_andLeadsToTheFleet() {
    page.navigate(running.uri("/").toString());
    page.getByLabel("Operator’s token").fill("hp_wrong");
    page.getByText("Log in").last().click();
    assertThat(page.locator(".wrong")).containsText("got a wrong one");
    picture("login-dark");

    page.getByLabel("Operator’s token").fill(running.token());
    page.keyboard().press("Enter");
    assertThat(page.getByText("No agent has passed here yet")).isVisible();
    assertThat(page.getByText("http://127.0.0.1:7420/files/mcp")).isVisible();
    picture("first-start-dark");

    page.getByLabel("Log out").click();
    assertThat(page.getByLabel("Operator’s token")).isVisible();
  }

  @Test
  void session_appearsByItself_andIsKilledWithAReason() {
    Story story = new Story(running, now());
    story.day();
    logInByCode();
    assertThat(page.locator(".fleet tbody tr")).hasCount(9);

    Session theft = story.theft("s-7f3a91c2", Duration.ofSeconds(30));
    Locator row = page.locator("tr[data-id=s-7f3a91c2]");
    assertThat(row).isVisible();
    assertThat(page.locator(".fleet tbody tr").nth(1)).hasAttribute("data-id", "s-7f3a91c2");
    themes("fleet");

    row.click();
    assertThat(page.locator(".case-head h1")).hasText("Reply to ticket 48213");
    assertThat(page.locator(".step.in-chain")).hasCount(2);
    assertThat(page.locator(".step .no")).hasText(new String[] {"1", "2"});
    assertThat(page.locator(".step[aria-selected=true] .name")).hasText("send_mail");
    assertThat(page.locator(".values .masked")).hasCount(2);
    assertThat(page.locator(".values .odd-char")).hasText("U+202E");
    themes("session");
    page.locator(".aside .seg button").nth(1).click();
    page.locator(".chain li button").first().click();
    assertThat(page.locator(".step[aria-selected=true] .name")).hasText("read_file");
    assertThat(page).hasURL(Pattern.compile(".*step=.*"));

    page.keyboard().press("Shift+K");
    assertThat(page.locator("dialog textarea")).isFocused();
    assertThat(page.getByText("Kill session")).isDisabled();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(running.bus.signals()).hasSize(2);

    page.locator("[data-order=kill]").click();
    page.locator("dialog textarea").fill("Mails a deploy key to a stranger");
    picture("kill-dialog-dark");
    page.getByText("Kill session").click();
    assertThat(page.locator(".case-head .chip")).hasText("Killed");
    assertThat(page.locator(".toast")).containsText("durable in");
    assertThat(page.locator(".banner")).containsText("Mails a deploy key to a stranger");
    picture("killed-dark");

    Signal signal = running.bus.signals().getLast();
    assertThat(signal).isInstanceOf(Signal.Kill.class);
    assertThat(signal.header().author()).isEqualTo(new Author.Operator("operator"));
    assertThat(signal.header().target().session()).isEqualTo(theft.id());
    assertThat(complaints).isEmpty();
  }

  @Test
  void fleet_keepsTheReadersPlace_whileNewSessionsWait() {
    Story story = new Story(running, now());
    story.day();
    logInByCode();
    assertThat(page.locator(".fleet tbody tr")).hasCount(9);
    page.keyboard().press("j");
    assertThat(page.locator("tr[aria-selected=true]")).hasAttribute("data-id", "s-e4472d19");

    story.theft("s-00000001", Duration.ofSeconds(20));
    assertThat(page.locator(".pill")).hasText("1 new session");
    assertThat(page.locator(".fleet tbody tr")).hasCount(9);
    page.keyboard().press(".");
    assertThat(page.locator(".fleet tbody tr")).hasCount(10);

    page.keyboard().press("/");
    page.keyboard().type("ledger");
    assertThat(page.locator(".fleet tbody tr")).hasCount(2);
    assertThat(page).hasURL(Pattern.compile(".*q=ledger.*"));
    page.keyboard().press("Escape");
    page.locator("[data-state=paused]").click();
    assertThat(page.locator(".fleet tbody tr")).hasCount(1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void detectionsAndRules_leadToTheSession() {
    Story story = new Story(running, now());
    story.day();
    story.theft("s-7f3a91c2", Duration.ofSeconds(30));
    logInByCode();
    page.keyboard().press("g");
    page.keyboard().press("r");
    assertThat(page.locator(".rules tbody tr")).hasCount(3);
    picture("rules-dark");
    page.keyboard().press("g");
    page.keyboard().press("d");
    assertThat(page.locator(".detections tr[data-id]")).hasCount(3);
    assertThat(page.locator(".detections .chain .place").last()).hasText("#9");
    themes("detections");

    page.keyboard().press("Enter");
    assertThat(page.locator(".step.in-chain")).hasCount(2);
    page.goBack();
    assertThat(page.locator(".detections tr[data-id]")).hasCount(3);
    assertThat(complaints).isEmpty();
  }

  @Test
  void inbox_showsHeldCalls_andTakesWords() {
    running.desk.put(ApprovalsIT.held("H-0000000A", Fixtures.session(1), now()));
    logInByCode();
    page.keyboard().press("g");
    page.keyboard().press("a");
    Locator card = page.locator("[data-ref=H-0000000A]");
    assertThat(card).containsText("sample/send_mail");
    assertThat(card).containsText("Mail to a stranger after a secret was read.");
    assertThat(card.locator(".left")).containsText("left");
    assertThat(page.locator(".nav .count")).hasText("1");
    assertThat(card.getByText("Approve")).isDisabled();

    card.getByLabel("Reason for H-0000000A").fill("ticket 4711");
    running.desk.put(ApprovalsIT.held("H-0000000B", Fixtures.session(2), now()));
    assertThat(page.locator(".held-call.pending")).hasCount(2);
    assertThat(card.getByLabel("Reason for H-0000000A")).hasValue("ticket 4711");
    themes("approvals");
    card.getByText("Approve").click();
    assertThat(page.locator(".held-call.over")).containsText("ticket 4711");
    page.getByLabel("Reason for H-0000000B").fill("not there");
    page.locator("[data-ref=H-0000000B]").getByText("Deny").click();
    assertThat(page.locator(".held-call.pending")).hasCount(0);
    assertThat(page.locator(".nav .count")).hasCount(0);
    assertThat(complaints).isEmpty();
  }

  @Test
  void longSession_drawsOnlyWhatIsInSight() {
    Session session = Story.session("s-long", "svc-long", "indexer", "1.0", "Index everything");
    Steps steps = new Steps(session, 100_000, now().minus(Duration.ofHours(3)));
    for (int i = 0; i < 1_200; i++) {
      steps.call("kb/read", Set.of(Effect.READ), Set.of(DataLabel.PRIVATE), "{\"id\":" + i + "}");
    }
    running.store(steps.rows(), List.of());
    logInByCode();
    page.navigate(running.uri("/sessions/s-long").toString());

    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("1,200");
    assertThat(page.locator(".step").count()).isLessThan(80);
    page.keyboard().press("Home");
    assertThat(page.locator(".step[aria-selected=true] .idx")).hasText("1");
    page.navigate(running.uri("/sessions/s-none").toString());
    assertThat(page.getByText("No such session")).isVisible();
  }

  @Test
  void lostStream_isSaid_comesBack_andMissesNothing() {
    Story story = new Story(running, now());
    story.day();
    logInByCode();
    page.route("**/api/v1/events*", route -> route.abort());
    becomeVisibleAgain();
    assertThat(page.locator(".banner")).containsText("Live updates stopped");
    picture("stream-lost-dark");

    story.theft("s-7f3a91c2", Duration.ofSeconds(30));
    page.unroute("**/api/v1/events*");
    page.getByText("Try now").click();
    assertThat(page.locator(".live")).hasText("Live");
    assertThat(page.locator(".banner")).hasCount(0);
    assertThat(page.locator("tr[data-id=s-7f3a91c2]")).isVisible();

    context.clearCookies();
    becomeVisibleAgain();
    assertThat(page.getByLabel("Operator’s token")).isVisible();
  }

  @Test
  void phone_showsFleetAndSession() {
    Story story = new Story(running, now());
    story.day();
    story.theft("s-7f3a91c2", Duration.ofSeconds(30));
    page.setViewportSize(390, 844);
    logInByCode();
    assertThat(page.locator(".fleet tbody tr")).hasCount(10);
    picture("phone-fleet-dark");
    assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    page.locator("tr[data-id=s-7f3a91c2]").click();
    assertThat(page.locator(".step.in-chain").first()).isVisible();
    picture("phone-session-dark");
    assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    assertThat(complaints).isEmpty();
  }

  /** Closes the stream and opens a new one, as a tab that was in the background does. */
  private void becomeVisibleAgain() {
    page.evaluate(
        """
        () => {
          for (const hidden of [true, false]) {
            Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
          }
        }\
        """);
  }

  private static java.time.Instant now() {
    return InstantSource.system().instant();
  }

  private void logInByCode() {
    page.navigate(running.dashboard.oneTimeLogin().toString());
    assertThat(page.locator(".live")).hasText("Live");
  }

  private void themes(String name) {
    picture(name + "-dark");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    picture(name + "-light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
  }

  private void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
