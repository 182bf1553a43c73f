// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.Fixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessIT {

  private static final String KILL = "/api/v1/sessions/s-00000001/kill";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sessions",
        "/sessions/s-1",
        "/sessions/s-1/steps",
        "/detections",
        "/rules",
        "/events",
        "/login"
      })
  void withoutToken_nothingIsShown(String path) {
    try (Running running = Running.with(folder)) {
      assertThat(Running.error(running.send(running.anonymous("/api/v1" + path))))
          .isEqualTo("401 login.required");
      assertThat(
              Running.error(
                  running.send(
                      running.anonymous("/api/v1" + path).header("Authorization", "Bearer hp_no"))))
          .isEqualTo("401 login.wrong-token");
    }
  }

  @Test
  void cookieLogin_works_andItsCookieIsClosed() {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> login = login(running, running.token());
      String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
      assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");

      HttpRequest.Builder who =
          running.anonymous("/api/v1/login").header("Cookie", cookie.split(";")[0]);
      assertThat(running.send(who).body())
          .contains("\"operator\":\"operator\",\"roles\":[\"admin\"]");
      HttpResponse<String> out = running.send(who.header("Origin", origin(running)).DELETE());
      assertThat(out.statusCode()).isEqualTo(204);
      assertThat(
              running
                  .send(running.anonymous("/api/v1/login").header("Cookie", cookie.split(";")[0]))
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void callByCookie_thatChangesSomething_needsOurOrigin() {
    try (Running running = Running.with(folder)) {
      running.store.append(
          new Steps(Fixtures.session(1), 0, Fixtures.NOW).model("m").rows(), List.of());
      String cookie =
          login(running, running.token())
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow()
              .split(";")[0];

      assertThat(Running.error(running.send(kill(running).header("Cookie", cookie))))
          .isEqualTo("403 origin.missing");
      assertThat(
              Running.error(
                  running.send(
                      kill(running)
                          .header("Cookie", cookie)
                          .header("Origin", "http://evil.example"))))
          .isEqualTo("403 origin.not-allowed");
      assertThat(
              Running.error(
                  running.send(
                      kill(running)
                          .header("Cookie", cookie)
                          .header("Origin", origin(running))
                          .header("Sec-Fetch-Site", "cross-site"))))
          .isEqualTo("403 origin.not-allowed");
      assertThat(running.bus.signals()).isEmpty();
      HttpResponse<String> ours =
          running.send(kill(running).header("Cookie", cookie).header("Origin", origin(running)));
      assertThat(ours.statusCode()).isEqualTo(200);
      assertThat(running.bus.signals()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/health", "/api/v1/sessions", "/assets/js/app.js"})
  void foreignHost_isRefused_everywhere(String path) throws IOException {
    try (Running running = Running.with(folder)) {
      assertThat(raw(running, "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n"))
          .startsWith("HTTP/1.1 403")
          .contains("host.not-allowed");
    }
  }

  @Test
  void code_logsInOnce_andSaysSoOtherwise() {
    try (Running running = Running.with(folder)) {
      HttpRequest.Builder login = HttpRequest.newBuilder(running.dashboard.oneTimeLogin());
      HttpResponse<String> first = running.send(login);
      assertThat(first.statusCode()).isEqualTo(303);
      assertThat(first.headers().firstValue("Location"))
          .hasValueSatisfying(l -> assertThat(l).endsWith("/"));
      assertThat(first.headers().firstValue("Set-Cookie")).isPresent();
      HttpResponse<String> second = running.send(login);
      assertThat(second.headers().firstValue("Location"))
          .hasValueSatisfying(l -> assertThat(l).endsWith("/login?code=used"));
      assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void guessing_isSlowedDown_butTheTokenStillStops() {
    try (Running running = Running.with(folder)) {
      for (int i = 0; i < 10; i++) {
        assertThat(Running.error(login(running, "hp_guess"))).isEqualTo("401 login.wrong-token");
      }
      HttpResponse<String> slowed = login(running, running.token());
      assertThat(Running.error(slowed)).isEqualTo("429 login.too-many");
      assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
      assertThat(running.send(running.api("/sessions")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyAnswer_carriesTheSecurityHeaders() {
    try (Running running = Running.with(folder)) {
      for (String path : List.of("/", "/api/v1/health", "/assets/js/app.js", "/nothing")) {
        var headers = running.send(running.anonymous(path)).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../openapi.json",
        "/assets/%2e%2e/openapi.json",
        "/assets/index.html",
        "/assets/js/none.js"
      })
  void onlyFilesOfThePage_areServed(String path) throws IOException {
    try (Running running = Running.with(folder)) {
      assertThat(
              raw(
                  running,
                  "GET "
                      + path
                      + " HTTP/1.1\r\nHost: 127.0.0.1:"
                      + running.dashboard.port()
                      + "\r\n"))
          .matches("(?s)HTTP/1.1 40[04].*");
    }
  }

  @Test
  void pageFiles_areNotSentTwice() {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> first = running.send(running.anonymous("/assets/js/app.js"));
      assertThat(first.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/javascript");
      HttpResponse<String> second =
          running.send(
              running
                  .anonymous("/assets/js/app.js")
                  .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
      assertThat(second.statusCode()).isEqualTo(304);
    }
  }

  private static HttpResponse<String> login(Running running, String token) {
    return running.send(
        running
            .anonymous("/api/v1/login")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
  }

  private static HttpRequest.Builder kill(Running running) {
    return running
        .anonymous(KILL)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"x\"}"));
  }

  private static String origin(Running running) {
    return "http://127.0.0.1:" + running.dashboard.port();
  }

  /** Sends what {@code java.net.http} would refuse or tidy up. */
  private static String raw(Running running, String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.dashboard.port())) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        return reader.lines().reduce("", (a, b) -> a + b + "\n").strip();
      }
    }
  }
}
