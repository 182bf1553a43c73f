// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.gateway.identity.oauth.OAuthSettings;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The gateway as OAuth resource server, on the wire. */
final class OAuthIT {

  private static final String CALL = FidelityIT.call("1", "read", "{}");
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}";

  @Test
  void asksForAToken_andSaysWhereToGetIt() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings()).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", CALL);
      String place =
          "http://127.0.0.1:" + rig.port() + "/.well-known/oauth-protected-resource/files/mcp";

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.head().field("www-authenticate"))
          .startsWith("Bearer ")
          .contains("resource_metadata=\"" + place + "\"");
      for (String path : List.of("/files/mcp", "")) {
        client.send(
            "GET /.well-known/oauth-protected-resource"
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + rig.port()
                + "\r\n\r\n");
        RawClient.Answer metadata = client.read();
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.body().replace("\\/", "/"))
            .contains("\"resource\":\"http://127.0.0.1:" + rig.port() + path + "\"")
            .contains("\"authorization_servers\":[\"" + provider.issuer() + "\"]");
      }
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void takesTokens_besideKeys_andSendsNoneUpstream() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig =
            Rig.with("files", upstream)
                .oauth(provider.settings())
                .secret("files", UpstreamSecret.given("authorization", "Bearer own-of-gateway"))
                .start();
        RawClient client = rig.client()) {
      String token = provider.token(good(rig));

      assertThat(client.post("files", CALL, "Authorization: Bearer " + token).status())
          .isEqualTo(200);
      assertThat(client.post("files", CALL, "Authorization: Bearer " + Rig.TOKEN).status())
          .isEqualTo(200);
      assertThat(rig.attempts().getFirst().session().identity().issuer())
          .isEqualTo(provider.issuer());
      assertThat(upstream.received())
          .hasSize(2)
          .allSatisfy(
              request -> {
                assertThat(request.head().field("authorization"))
                    .isEqualTo("Bearer own-of-gateway");
                assertThat(request.head().lines().toString()).doesNotContain(token, Rig.TOKEN);
              });
      assertThat(rig.journal().toString()).doesNotContain("own-of-gateway", token);
    }
  }

  @Test
  void takesTokens_onStreamsOfTheOldestClients() throws IOException {
    OAuthSettings.ScopeRule reach = new OAuthSettings.ScopeRule("mcp:files", List.of("*"), false);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings(reach)).start();
        RawClient stream = rig.client();
        RawClient poster = rig.client()) {
      String here = "http://127.0.0.1:" + rig.port();
      String token =
          provider.token(scoped(rig, "mcp:files").andThen(c -> c.audience(here + "/files/sse")));

      assertThat(sse(poster, rig, "GET /files/sse", "", "").head().field("www-authenticate"))
          .contains(
              "resource_metadata=\"" + here + "/.well-known/oauth-protected-resource/files/sse\"",
              "scope=\"mcp:files\"");
      assertThat(
              sse(poster, rig, "GET /.well-known/oauth-protected-resource/files/sse", "", "")
                  .body()
                  .replace("\\/", "/"))
          .contains("\"resource\":\"" + here + "/files/sse\"");
      assertThat(sse(poster, rig, "GET /files/sse", weakFor(provider, rig), "").status())
          .isEqualTo(403);

      stream.send(
          "GET /files/sse HTTP/1.1\r\nHost: 127.0.0.1:"
              + rig.port()
              + "\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n");
      assertThat(stream.readHead().field("content-type")).isEqualTo("text/event-stream");
      String endpoint = stream.readChunk();
      String path = "POST " + endpoint.substring(endpoint.indexOf('/')).strip();
      assertThat(sse(poster, rig, path, "not-a-token", CALL).status()).isEqualTo(401);
      assertThat(sse(poster, rig, path, Rig.TOKEN, CALL).status())
          .as("somebody else's key")
          .isEqualTo(404);
      assertThat(sse(poster, rig, path, token, CALL).status()).isEqualTo(202);
      assertThat(stream.readChunk()).contains("\"text\":\"ok\"");
      assertThat(upstream.received().getFirst().head().lines().toString()).doesNotContain(token);
    }
  }

  private static String weakFor(OidcProvider provider, Rig rig) {
    return provider.token(
        good(rig).andThen(c -> c.audience("http://127.0.0.1:" + rig.port() + "/files/sse")));
  }

  private static RawClient.Answer sse(
      RawClient client, Rig rig, String start, String token, String body) throws IOException {
    client.send(
        start
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + rig.port()
            + (token.isEmpty() ? "" : "\r\nAuthorization: Bearer " + token)
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return client.read();
  }

  @Test
  void refusesATokenOfAnotherResource() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings()).start();
        RawClient client = rig.client()) {
      String token =
          provider.token(good(rig).andThen(c -> c.audience("https://other.example/mcp")));
      RawClient.Answer answer = client.post("files", CALL, "Authorization: Bearer " + token);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.head().field("www-authenticate"))
          .contains("error=\"invalid_token\"", "another resource", "resource_metadata=");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void asksForAllScopesAtOnce_whenATokenIsTooWeak() throws IOException {
    OAuthSettings.ScopeRule reach = new OAuthSettings.ScopeRule("mcp:files", List.of("*"), false);
    OAuthSettings.ScopeRule use = new OAuthSettings.ScopeRule("mcp:use", List.of("files"), true);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings(reach, use)).start();
        RawClient client = rig.client()) {
      String weak = "Authorization: Bearer " + provider.token(scoped(rig, "mcp:files"));
      String strong = "Authorization: Bearer " + provider.token(scoped(rig, "mcp:use mcp:files"));

      assertThat(client.post("files", LIST).head().field("www-authenticate"))
          .contains("scope=\"mcp:files\"");
      assertThat(client.post("files", LIST, weak).status()).isEqualTo(200);
      RawClient.Answer refused = client.post("files", CALL, weak);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.head().field("www-authenticate"))
          .contains("error=\"insufficient_scope\"", "scope=\"mcp:files mcp:use\"");
      assertThat(upstream.count("tools/call")).isZero();
      assertThat(client.post("files", CALL, strong).status()).isEqualTo(200);
      assertThat(client.post("files", CALL, "Authorization: Bearer " + Rig.TOKEN).status())
          .as("a key is bound by no scope")
          .isEqualTo(200);
    }
  }

  @Test
  void answersOthers_whileAnIssuerIsSlow_and503WhenItIsAway() throws IOException {
    CountDownLatch until = new CountDownLatch(1);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings()).start()) {
      provider.holdBack(until);
      List<RawClient> waiting = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String id = "t" + i;
        RawClient client = rig.client();
        String token = provider.token(good(rig).andThen(c -> c.jwtID(id)));
        client.sendPost("files", CALL, "Authorization: Bearer " + token);
        waiting.add(client);
      }
      for (int i = 0; i < 4; i++) {
        try (RawClient other = rig.client()) {
          assertThat(other.post("files", CALL, "Authorization: Bearer " + Rig.TOKEN).status())
              .isEqualTo(200);
        }
      }
      assertThat(upstream.count("tools/call")).isEqualTo(4);
      until.countDown();
      for (RawClient client : waiting) {
        assertThat(client.read().status()).isEqualTo(200);
        client.close();
      }
    }
  }

  @Test
  void answers503_whenNobodyCanTell() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = answering();
        Rig rig = Rig.with("files", upstream).oauth(provider.settings()).start();
        RawClient client = rig.client()) {
      String token = provider.token(good(rig));
      provider.goAway();
      RawClient.Answer answer = client.post("files", CALL, "Authorization: Bearer " + token);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.head().field("retry-after")).isEqualTo("5");
      assertThat(answer.head().field("www-authenticate")).isEmpty();
    }
  }

  @Test
  void keepsTheUpstreamsChallengeToItself() throws IOException {
    StubUpstream.Script refusing =
        (request, reply) ->
            reply.answer(
                401,
                "application/json",
                "{}",
                "WWW-Authenticate: Bearer resource_metadata=\"http://elsewhere.example/prm\"");
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = new StubUpstream(refusing);
        Rig rig = Rig.with("files", upstream).oauth(provider.settings()).start();
        RawClient client = rig.client()) {
      String token = "Authorization: Bearer " + provider.token(good(rig));
      RawClient.Answer answer = client.post("files", CALL, token);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head().field("www-authenticate")).isEmpty();
      assertThat(answer.body()).contains("-31002", "credential").doesNotContain("elsewhere");
    }
  }

  private static StubUpstream answering() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  private static Consumer<JWTClaimsSet.Builder> good(Rig rig) {
    return claims ->
        claims
            .audience("http://127.0.0.1:" + rig.port() + "/files/mcp")
            .expirationTime(Date.from(rig.clock().instant().plus(Duration.ofMinutes(5))));
  }

  private static Consumer<JWTClaimsSet.Builder> scoped(Rig rig, String scopes) {
    return good(rig).andThen(claims -> claims.claim("scope", scopes));
  }
}
