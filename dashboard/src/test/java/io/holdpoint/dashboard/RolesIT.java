// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each role at each route, and what admins do about operators. */
final class RolesIT {

  @TempDir Path folder;

  /** Against an operator who calls the API past the page. */
  @Test
  void everyRole_isRefusedWhatIsNotItsOwn() {
    try (Running running = Running.with(folder)) {
      List<String> wrong = new ArrayList<>();
      int refused = 0;
      JsonNode paths = running.get("/openapi.json").path("paths");
      for (Role role : Role.values()) {
        String token = token(running, "a-" + role.word(), role.word());
        for (String path : paths.propertyNames()) {
          for (String method : List.of("get", "post", "delete")) {
            JsonNode roles = paths.path(path).path(method).path("x-holdpoint-roles");
            if (!roles.isArray()) {
              continue;
            }
            boolean may = roles.valueStream().anyMatch(one -> one.asString().equals(role.word()));
            boolean did = !call(running, token, method, path).equals("403 role.missing");
            refused += did ? 0 : 1;
            if (may != did) {
              wrong.add(role.word() + " " + method + " " + path + ": may " + may + ", did " + did);
            }
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(refused).isGreaterThan(80);
    }
  }

  @Test
  void viewer_mayNotDeclareSessions_andTheRefusalsAreTold() {
    try (Running running = Running.with(folder)) {
      String token = token(running, "vic", "viewer");
      running.trail.clear();
      assertThat(call(running, token, "post", "/sessions")).isEqualTo("403 role.missing");
      assertThat(call(running, token, "post", "/sessions/{id}/kill")).isEqualTo("403 role.missing");
      assertThat(running.bus.signals()).isEmpty();
      assertThat(call(running, token, "get", "/audit/records")).isEqualTo("403 role.missing");
      assertThat(running.trail)
          .containsExactly("vic POST /sessions/{id}/kill x 403", "vic GET /audit/records  refused");
    }
  }

  @Test
  void operatorToken_livesFromItsMakingToItsEnd() {
    try (Running running = Running.with(folder)) {
      JsonNode made =
          Running.json(
              running.post("/operators", "{\"name\":\"ada\",\"roles\":[\"approver\",\"viewer\"]}"));
      String token = made.path("token").asString();
      String id = made.path("operator").path("id").asString();
      HttpResponse<String> who = as(running, token, "GET", "/login", "");
      assertThat(who.body())
          .contains("\"operator\":\"ada\"", "\"roles\":[\"viewer\",\"approver\"]", "\"approve\"")
          .doesNotContain("contain");
      assertThat(running.send(running.api("/operators")).body())
          .contains("\"lastUsedAt\":\"2")
          .doesNotContain(token);

      HttpResponse<String> rotated = running.post("/operators/" + id + "/rotate", "{}");
      String fresh = Running.json(rotated).path("token").asString();
      assertThat(as(running, token, "GET", "/login", "").statusCode()).isEqualTo(401);
      assertThat(as(running, fresh, "GET", "/login", "").statusCode()).isEqualTo(200);

      assertThat(running.send(running.api("/operators/" + id).DELETE()).body())
          .contains("\"state\":\"revoked\"");
      assertThat(as(running, fresh, "GET", "/login", "").statusCode()).isEqualTo(401);
      assertThat(running.trail)
          .contains(
              "operator POST /operators ada as viewer, approver 201",
              "operator POST /operators/{id}/rotate " + id + " 200",
              "operator DELETE /operators/{id} " + id + " 200");
    }
  }

  /** Against an admin who makes a second token under a colleague's name. */
  @Test
  void name_thatIsTaken_isRefused_andSoIsNonsense() {
    try (Running running = Running.with(folder)) {
      token(running, "ada", "viewer");
      assertThat(created(running, "ada", "[\"admin\"]")).isEqualTo("409 operator.name-taken");
      assertThat(created(running, "operator", "[\"viewer\"]")).isEqualTo("409 operator.name-taken");
      assertThat(created(running, "bob", "[]")).isEqualTo("400 operator.invalid");
      assertThat(created(running, "bob", "[\"god\"]")).isEqualTo("400 operator.invalid");
      assertThat(created(running, "b\\u202eob", "[\"viewer\"]")).isEqualTo("400 operator.invalid");
    }
  }

  @Test
  void browser_isLoggedOutByRevoking_andGetsAnotherCookieAtEachLogin() {
    try (Running running = Running.with(folder)) {
      String token = token(running, "ada", "viewer");
      String id = running.get("/operators").path("operators").path(0).path("id").asString();
      String planted = cookie(login(running, token, ""));
      String own = cookie(login(running, token, planted));
      assertThat(own).isNotEqualTo(planted);
      assertThat(withCookie(running, planted)).as("the one before").isEqualTo(401);
      assertThat(withCookie(running, own)).isEqualTo(200);
      running.send(running.api("/operators/" + id).DELETE());
      assertThat(withCookie(running, own)).isEqualTo(401);
    }
  }

  /** Against somebody who keeps by a login what was taken from them. */
  @Test
  void otherRoles_countAtOnce_inBrowsersToo_andAreTold() {
    try (Running running = Running.with(folder)) {
      String token = token(running, "ada", "operator");
      String id = running.get("/operators").at("/operators/0/id").asString();
      String cookie = cookie(login(running, token, ""));
      assertThat(running.get("/operators").at("/logins/0/name").asString()).isEqualTo("ada");
      assertThat(running.get("/operators").at("/first/name").asString()).isEqualTo("operator");

      String path = "/operators/" + id + "/roles";
      assertThat(running.post(path, "{\"roles\":[\"viewer\"]}").body()).contains("[\"viewer\"]");

      assertThat(call(running, token, "post", "/sessions/{id}/kill")).isEqualTo("403 role.missing");
      HttpResponse<String> who =
          running.send(running.anonymous("/api/v1/login").header("Cookie", cookie));
      assertThat(who.body()).contains("\"roles\":[\"viewer\"]").doesNotContain("contain");
      assertThat(Running.error(running.post(path, "{\"roles\":[]}")))
          .isEqualTo("400 operator.invalid");
      assertThat(Running.error(running.post("/operators/o-0/roles", "{\"roles\":[\"admin\"]}")))
          .isEqualTo("404 operator.unknown");
      assertThat(running.trail)
          .contains("operator POST /operators/{id}/roles " + id + " as viewer 200");
    }
  }

  private static int withCookie(Running running, String cookie) {
    return running.send(running.anonymous("/api/v1/login").header("Cookie", cookie)).statusCode();
  }

  private static HttpResponse<String> login(Running running, String token, String cookie) {
    return running.send(
        running
            .anonymous("/api/v1/login")
            .header("Content-Type", "application/json")
            .header("Cookie", cookie.isEmpty() ? "a=b" : cookie)
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
  }

  private static String cookie(HttpResponse<String> login) {
    return login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  private static String created(Running running, String name, String roles) {
    return Running.error(
        running.post("/operators", "{\"name\":\"" + name + "\",\"roles\":" + roles + "}"));
  }

  private static String token(Running running, String name, String role) {
    HttpResponse<String> made =
        running.post("/operators", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    return Running.json(made).path("token").asString();
  }

  /** Status and code, or the status alone of what is no refusal: a stream has no end. */
  private static String call(Running running, String token, String method, String path) {
    HttpRequest.Builder request =
        request(
            running,
            token,
            method.toUpperCase(Locale.ROOT),
            path.replaceAll("\\{[a-z]+}", "x"),
            method.equals("post") ? "{}" : "");
    try {
      HttpResponse<InputStream> answer =
          running.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return answer.statusCode() == 403
            ? "403 " + JsonMapper.shared().readTree(body).path("code").asString()
            : Integer.toString(answer.statusCode());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> as(
      Running running, String token, String method, String path, String body) {
    return running.send(request(running, token, method, path, body));
  }

  private static HttpRequest.Builder request(
      Running running, String token, String method, String path, String body) {
    return running
        .anonymous("/api/v1" + path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }
}
