// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.holdpoint.dashboard.access.LoginLimits;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.model.testing.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logging in at an identity provider in process, and what attackers try about it: somebody who
 * sends his own login to another browser, who saw an address go by, who has a token made for
 * something else, or who calls himself like a colleague.
 */
final class OidcIT {

  @TempDir Path folder;
  @TempDir Path other;

  private final FakeClock clock = new FakeClock();
  private IdentityProvider provider;
  private Running running;
  private Dashboard dashboard;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void serve() {
    provider = new IdentityProvider(clock);
    running = new Running(folder, clock);
    dashboard = running.second(config(), provider.fetch());
  }

  @AfterEach
  void stop() {
    dashboard.close();
    running.close();
    provider.close();
  }

  @Test
  void person_isLetIn_withTheRolesOfTheirGroups() {
    Browser browser = new Browser();
    HttpResponse<String> back = browser.login();

    assertThat(location(back)).endsWith("/");
    String cookie = browser.cookie(back, "holdpoint-login");
    assertThat(back.headers().allValues("Set-Cookie"))
        .anySatisfy(
            c ->
                assertThat(c)
                    .startsWith("holdpoint-login=")
                    .contains("HttpOnly", "SameSite=Strict"));
    assertThat(who(cookie).body())
        .contains(
            "\"operator\":\"kim@example.com\"",
            "\"roles\":[\"viewer\",\"operator\"]",
            "\"groups\":[\"everybody\",\"sre\"]");
    assertThat(running.trail).contains("login kim@example.com by identity provider");
    assertThat(send("/api/v1/operators", cookie).statusCode()).isEqualTo(403);

    HttpRequest.Builder out =
        HttpRequest.newBuilder(at("/api/v1/login"))
            .header("Cookie", cookie)
            .header("Origin", "http://127.0.0.1:" + dashboard.port())
            .DELETE();
    assertThat(send(out).statusCode()).isEqualTo(204);
    assertThat(who(cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void idleLogin_ends() {
    Browser browser = new Browser();
    String cookie = browser.cookie(browser.login(), "holdpoint-login");
    clock.advance(Duration.ofMinutes(31));
    assertThat(who(cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void beginning_asksForCodeWithPkce_stateAndNonce() {
    Map<String, String> asked =
        IdentityProvider.query(URI.create(location(new Browser().begin())).getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("client_id", IdentityProvider.CLIENT)
        .containsEntry(
            "redirect_uri", "http://127.0.0.1:" + dashboard.port() + "/api/v1/login/oidc/callback");
    assertThat(asked.get("state")).hasSize(43).isNotEqualTo(asked.get("nonce"));
    assertThat(asked.get("code_challenge")).hasSize(43);
  }

  /** An attacker logs himself in, and has a victim's browser follow the last address. */
  @Test
  void answerToALoginOfAnotherBrowser_isRefused_andUsedUp() {
    Browser attacker = new Browser();
    String back = attacker.atProvider(location(attacker.begin()));
    Browser victim = new Browser();
    assertThat(location(victim.follow(back))).endsWith("/login?oidc=refused");
    assertThat(location(attacker.follow(back))).as("used up").endsWith("/login?oidc=refused");
  }

  /** Somebody saw the address in a log. */
  @Test
  void answer_isGoodOnce() {
    Browser browser = new Browser();
    String back = browser.atProvider(location(browser.begin()));
    assertThat(location(browser.follow(back))).endsWith("/");
    assertThat(location(browser.follow(back))).endsWith("/login?oidc=refused");
  }

  /** A code that was had by another login is put into one's own: PKCE and the nonce stand in. */
  @Test
  void codeOfAnotherLogin_isRefused() {
    Browser victim = new Browser();
    String stolen =
        victim.atProvider(location(victim.begin())).replaceAll(".*code=([^&]+).*", "$1");
    Browser attacker = new Browser();
    String own = attacker.atProvider(location(attacker.begin()));
    String mixed = own.replaceAll("code=[^&]+", "code=" + stolen);
    assertThat(location(attacker.follow(mixed))).doesNotEndWith(":" + dashboard.port() + "/");
    assertThat(provider.refusals).containsExactly("verifier");
  }

  @Test
  void answerAfterTenMinutes_isRefused() {
    Browser browser = new Browser();
    String back = browser.atProvider(location(browser.begin()));
    clock.advance(Duration.ofMinutes(10));
    assertThat(location(browser.follow(back))).endsWith("/login?oidc=refused");
  }

  @Test
  void answerOfAnotherProvider_isRefused() {
    Browser browser = new Browser();
    String back = browser.atProvider(location(browser.begin()));
    assertThat(location(browser.follow(back + "&iss=https%3A%2F%2Fevil.example")))
        .endsWith("/login?oidc=refused");
  }

  @Test
  void tokenOfAnotherLoginOrParty_isRefused() {
    refused(claims -> claims.claim("nonce", "of another login"));
    refused(claims -> claims.claim("nonce", null));
    refused(claims -> claims.audience("another-client"));
    refused(claims -> claims.audience(List.of(IdentityProvider.CLIENT, "another")));
    refused(claims -> claims.claim("azp", "another-client"));
    refused(claims -> claims.issuer("https://evil.example"));
    refused(claims -> claims.expirationTime(Date.from(clock.instant().minusSeconds(61))));
    refused(claims -> claims.expirationTime(null));
    refused(claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(120))));
    assertLetIn(claims -> claims.expirationTime(Date.from(clock.instant().minusSeconds(30))));
    assertLetIn(claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(30))));
  }

  @Test
  void tokenByAKeyThatIsNotTheProviders_orOfAnotherKind_isRefused() {
    provider.forges = true;
    refused(claims -> {});
    provider.forges = false;
    provider.type = "at+jwt";
    refused(claims -> {});
    provider.type = "JWT";
    assertLetIn(claims -> {});
  }

  @Test
  void keysThatWereRotated_areFetched() {
    assertLetIn(claims -> {});
    provider.rotate();
    clock.advance(Duration.ofSeconds(21));
    assertLetIn(claims -> {});
  }

  @Test
  void personWithoutARole_isNotLetIn_norOneNobodyVerified_norANamesake() {
    assertThat(endOf(claims -> claims.claim("groups", List.of("everybody-else"))))
        .endsWith("/login?oidc=no-role");
    assertThat(endOf(claims -> claims.claim("groups", null))).endsWith("/login?oidc=no-role");
    refused(claims -> claims.claim("email_verified", false));
    refused(claims -> claims.claim("email_verified", "true"));
    refused(claims -> claims.claim("email", "operator"));
    refused(claims -> claims.claim("email", "OPERATOR"));
    refused(claims -> claims.claim("email", "k\u202eim@example.com"));
  }

  @Test
  void documentOfAnotherIssuer_isNotBelieved() {
    provider.namedIssuer = "https://evil.example";
    assertThat(location(new Browser().begin())).endsWith("/login?oidc=refused");
  }

  @Test
  void providerThatIsAway_isSaidSo() {
    provider.close();
    assertThat(location(new Browser().begin())).endsWith("/login?oidc=unreachable");
  }

  @Test
  void health_saysThatThereIsOne() {
    assertThat(send("/api/v1/health", "a=b").body()).contains("\"login\":[\"token\",\"oidc\"]");
    assertThat(running.send(running.api("/health")).body()).contains("\"login\":[\"token\"]");
    assertThat(running.send(running.anonymous("/api/v1/login/oidc")).statusCode()).isEqualTo(404);
  }

  private void refused(Consumer<JWTClaimsSet.Builder> says) {
    assertThat(endOf(says)).endsWith("/login?oidc=refused");
  }

  private void assertLetIn(Consumer<JWTClaimsSet.Builder> says) {
    assertThat(endOf(says)).endsWith(":" + dashboard.port() + "/");
  }

  /** Attempts that fail are counted: some time goes by between them. */
  private String endOf(Consumer<JWTClaimsSet.Builder> says) {
    clock.advance(Duration.ofSeconds(21));
    provider.says = says;
    String end = location(new Browser().login());
    return end.equals("/") ? ":" + dashboard.port() + "/" : end;
  }

  private DashboardConfig config() {
    return new DashboardConfig(
        "127.0.0.1",
        0,
        List.of(),
        "default",
        "operator",
        other,
        null,
        new LoginLimits(Duration.ofMinutes(30), Duration.ofHours(8)),
        new OidcSettings(
            provider.issuer(),
            IdentityProvider.CLIENT,
            IdentityProvider.SECRET,
            List.of("openid", "email"),
            "email",
            "groups",
            Map.of("sre", Set.of(Role.OPERATOR), "everybody", Set.of(Role.VIEWER)),
            List.of(),
            Duration.ofSeconds(60)));
  }

  private URI at(String path) {
    return dashboard.address().resolve(path);
  }

  private HttpResponse<String> who(String cookie) {
    return send("/api/v1/login", cookie);
  }

  private HttpResponse<String> send(String path, String cookie) {
    return send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("none: " + answer.body());
  }

  /** Keeps the cookie of a login that was begun. */
  private final class Browser {
    private String begun = "a=b";

    HttpResponse<String> login() {
      return follow(atProvider(location(begin())));
    }

    HttpResponse<String> begin() {
      HttpResponse<String> answer = send("/api/v1/login/oidc", begun);
      if (answer.headers().firstValue("Set-Cookie").isPresent()) {
        begun = cookie(answer, "holdpoint-oidc");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
            .contains("HttpOnly", "SameSite=Lax", "Path=/api/v1/login/oidc");
      }
      return answer;
    }

    /** Where the provider sends the browser back to. */
    String atProvider(String address) {
      return location(send(HttpRequest.newBuilder(URI.create(address))));
    }

    /** As a browser does that comes from another site. */
    HttpResponse<String> follow(String address) {
      return send(
          HttpRequest.newBuilder(URI.create(address))
              .header("Sec-Fetch-Site", "cross-site")
              .header("Cookie", begun));
    }

    String cookie(HttpResponse<String> answer, String name) {
      return answer.headers().allValues("Set-Cookie").stream()
          .filter(c -> c.startsWith(name + "="))
          .findFirst()
          .orElseThrow()
          .split(";")[0];
    }
  }
}
