// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.gateway.identity.oauth.OAuthSettings;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.identity.PrincipalKind;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the suite's servers with a gateway in front of it. */
final class Fronted implements Closeable {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;
  private final String scenario;
  private final String introspection;
  private Protection protection = new Protection(List.of(), "", List.of(), null);
  private String secret = "test-token-of-the-operator";
  private @Nullable Rig rig;
  private int port;

  Fronted(String server, String scenario, String introspection) {
    this.server = server;
    this.scenario = scenario;
    this.introspection = introspection;
  }

  synchronized void start() throws IOException, InterruptedException {
    if (scenario.startsWith("auth/")) {
      protection = Protection.of(client, server);
    }
    restart();
  }

  String url() {
    return "http://localhost:" + port + "/up/mcp";
  }

  synchronized String issuer() {
    return protection.issuers().isEmpty() ? "" : protection.issuers().getFirst();
  }

  synchronized long laterSeconds() {
    Rig running = rig;
    return running == null ? 0 : running.clock().instant().getEpochSecond() + 3600;
  }

  /** Follows a server that moved to another authorization server. */
  synchronized void lookAgain() throws IOException, InterruptedException {
    Protection now = protection.again(client, server);
    if (!now.issuers().equals(protection.issuers())) {
      protection = now;
      restart();
    }
  }

  /**
   * Where the server wants a token with certain scopes of the gateway too, the operator gets one of
   * its own from the same place.
   */
  synchronized void tokenGivenOut(String endpoint, String scope)
      throws IOException, InterruptedException {
    boolean picky =
        scenario.startsWith("auth/scope-")
            || scenario.equals("auth/authorization-server-migration");
    if (!picky) {
      return;
    }
    String form =
        "grant_type=refresh_token&refresh_token=of-the-operator&scope="
            + URLEncoder.encode(scope, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    try {
      secret = String.valueOf(JSONObjectUtils.parse(answer.body()).get("access_token"));
    } catch (ParseException e) {
      throw new IOException("token endpoint: no JSON", e);
    }
    restart();
  }

  @Override
  public synchronized void close() {
    if (rig != null) {
      rig.close();
      rig = null;
    }
    client.shutdownNow();
  }

  private void restart() throws IOException {
    if (rig != null) {
      rig.close();
    }
    // The suite's one process starts all clients at once and answers nobody meanwhile.
    Rig.Builder builder =
        new Rig.Builder().upstream("up", server).port(port).answer(Duration.ofSeconds(60));
    if (scenario.startsWith("auth/")) {
      builder
          .oauth(settings())
          .secret("up", UpstreamSecret.given("authorization", "Bearer " + secret));
    }
    Rig started = builder.start();
    rig = started;
    port = started.port();
  }

  private OAuthSettings settings() {
    List<OAuthSettings.ScopeRule> rules = new ArrayList<>();
    for (String scope : protection.scope().split(" ")) {
      if (!scope.isEmpty()) {
        rules.add(new OAuthSettings.ScopeRule(scope, List.of("up"), false));
      }
    }
    if (scenario.equals("auth/scope-step-up")) {
      rules.add(new OAuthSettings.ScopeRule("mcp:write", List.of("up"), true));
    }
    List<OAuthSettings.Issuer> issuers =
        protection.issuers().stream()
            .map(
                issuer ->
                    new OAuthSettings.Issuer(
                        issuer,
                        List.of(),
                        null,
                        new OAuthSettings.Introspection(
                            URI.create(introspection), "operator", "operator-secret"),
                        Set.of("ES256"),
                        "groups",
                        PrincipalKind.EXCLUSIVE,
                        PrincipalKind.SHARED))
            .toList();
    return new OAuthSettings(
        issuers, null, Duration.ofSeconds(60), protection.scopesSupported(), rules);
  }
}
