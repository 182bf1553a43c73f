// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A browser with one page of a desk's width, and as many others as there are people.
 *
 * @param playwright ends all of it
 * @param page what it shows first
 * @param complaints errors of the page so far
 */
record Chromium(Playwright playwright, Page page, List<String> complaints)
    implements AutoCloseable {

  private static final double PATIENCE_MILLIS = 20_000;

  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        Path.of(
                            Optional.ofNullable(System.getenv("CHROMIUM"))
                                .orElse("/usr/bin/chromium")))
                    .setArgs(List.of("--no-sandbox", "--no-proxy-server")));
    List<String> complaints = new ArrayList<>();
    return new Chromium(playwright, page(browser, complaints), complaints);
  }

  /** A page of somebody else's browser, with nothing of the first one in it. */
  Page another() {
    return page(page.context().browser(), complaints);
  }

  private static Page page(Browser browser, List<String> complaints) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1440, 900)
                    .setReducedMotion(ReducedMotion.REDUCE))
            .newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    return page;
  }

  /** Pictures of the first page in both themes. */
  void picture(String name) {
    picture(page, name);
  }

  /** Pictures in both themes. */
  static void picture(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(
                  Path.of(
                      "target",
                      "screenshots",
                      name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
    }
  }

  static LocatorAssertions.HasTextOptions patient() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  static LocatorAssertions.ContainsTextOptions containing() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  static LocatorAssertions.HasCountOptions counting() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  /** True if nothing is wider than the window. */
  static boolean fits(Page page) {
    return (boolean)
        page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth");
  }

  @Override
  public void close() {
    playwright.close();
  }
}
