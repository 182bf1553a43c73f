// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Chromium for all tests of a class; each test has tabs of its own. */
final class Tabs implements BeforeAllCallback, AfterAllCallback {

  /** How long is waited for what the page is to show; a busy machine takes its time. */
  static final int PATIENCE_MILLIS = 30_000;

  private static final Path PICTURES = Path.of("target", "screenshots");

  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path chromium =
        Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
    if (!Files.isExecutable(chromium)) {
      throw new IllegalStateException(
          "browser: got nothing at "
              + chromium
              + " (expected: Chromium there or at $CHROMIUM; -Dholdpoint.browser=skip leaves these"
              + " tests out)");
    }
    Playwright started =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    playwright = started;
    browser =
        started
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

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  /** A new browser with one tab, which logs in by the address. */
  Tab open(URI oneTimeLogin, int width, int height) {
    Tab tab = fresh(width, height);
    tab.page.navigate(oneTimeLogin.toString());
    assertThat(tab.page.locator(".live")).hasText("Live");
    return tab;
  }

  /** A new browser of the first operator, at an address of the page; phones are narrow. */
  Tab open(Running running, String path, int width) {
    Tab tab = open(running.dashboard.oneTimeLogin(), width, width < 500 ? 844 : 900);
    tab.page.navigate(running.uri(path).toString());
    assertThat(tab.page.locator(".live")).hasText("Live");
    return tab;
  }

  /** A new browser with one empty tab, which has nothing in its cache. */
  Tab fresh(int width, int height) {
    if (browser == null) {
      throw new IllegalStateException("browser: got none (expected: one started before)");
    }
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE));
    Tab tab = new Tab(context, context.newPage(), new ArrayList<>());
    tab.page.setDefaultTimeout(PATIENCE_MILLIS);
    tab.page.onPageError(tab.complaints::add);
    tab.page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            tab.complaints.add(message.text());
          }
        });
    return tab;
  }

  /**
   * A tab.
   *
   * @param context the browser it is in
   * @param page what it shows
   * @param complaints errors of the page so far
   */
  record Tab(BrowserContext context, Page page, List<String> complaints) implements AutoCloseable {

    /** Pictures in both themes. */
    void themes(String name) {
      picture(name + "-dark");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      picture(name + "-light");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    void picture(String name) {
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** True if nothing is wider than the window. */
    boolean fits() {
      return (boolean)
          page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth");
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
