// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.credential.ExchangeGrant;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Upstreams that see each caller by a token got for the caller's own, which they never see. */
final class ExchangedCredentialIT {

  private static final String CALL = FidelityIT.call("1", "read", "{}");
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}";

  @Test
  void showsATokenOfTheCaller_throughTheGateway_andOfNobodyElse() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, false);
        RawClient client = rig.client()) {
      String alice = provider.token(who(rig, "alice"));
      String bob = provider.token(who(rig, "bob"));
      for (String token : List.of(alice, bob, alice)) {
        assertThat(client.post("files", CALL, bearer(token)).body()).contains("\"ok\"");
      }

      List<JWTClaimsSet> shown = shown(upstream);
      assertThat(shown)
          .extracting(JWTClaimsSet::getSubject)
          .containsExactly("alice", "bob", "alice");
      assertThat(shown)
          .allSatisfy(
              claims -> {
                assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", "gateway"));
                assertThat(claims.getAudience()).containsExactly("files-api");
              });
      assertThat(shown.getFirst().getJWTID()).isEqualTo(shown.getLast().getJWTID());
      assertThat(provider.tokenRequests())
          .hasSize(2)
          .first()
          .isEqualTo(
              Map.of(
                  "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                  "subject_token", alice,
                  "subject_token_type", ExchangeGrant.ACCESS_TOKEN,
                  "requested_token_type", ExchangeGrant.ACCESS_TOKEN,
                  "scope", "files:read",
                  "resource", "https://files.example/mcp",
                  "audience", "files-api"));
      assertThat(heads(upstream)).doesNotContain(alice, bob);
    }
  }

  @Test
  void getsAnother_beforeTheOldOneEnds_andForEachNewTokenOfTheCaller() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, false);
        RawClient client = rig.client()) {
      String token = provider.token(who(rig, "alice"));
      client.post("files", CALL, bearer(token));
      rig.clock().advance(Duration.ofMinutes(59));
      await()
          .until(
              () -> {
                client.post("files", CALL, bearer(token));
                return shown(upstream).getLast().getJWTID().equals("exchanged-2");
              });
      String weaker = provider.token(who(rig, "alice").andThen(c -> c.claim("scope", "less")));
      client.post("files", CALL, bearer(weaker));
      assertThat(shown(upstream).getLast().getJWTID())
          .as("what one token was good for is not shown for another")
          .isEqualTo("exchanged-3");
    }
  }

  @Test
  void namesTheGatewayByATokenOfItsOwn_ifSoConfigured() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, true, false);
        RawClient client = rig.client()) {
      client.post("files", CALL, bearer(provider.token(who(rig, "alice"))));
      assertThat(provider.tokenRequests().getLast())
          .containsEntry("actor_token", "issued-1")
          .containsEntry("actor_token_type", ExchangeGrant.ACCESS_TOKEN);
    }
  }

  @Test
  void refusesWhoHasNoToken_beforeAnythingIsSent_andTheJournalSaysWhy() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, false);
        RawClient client = rig.client()) {
      assertThat(client.post("files", CALL, bearer(Rig.TOKEN)).body())
          .contains("\"isError\":true", "was not run", "no access token of the caller");
      assertThat(client.post("files", LIST, bearer(Rig.TOKEN)).body())
          .contains("-31002", "no access token of the caller");
      assertThat(upstream.received()).isEmpty();
      assertThat(provider.tokenRequests()).isEmpty();
      assertThat(rig.journal().toString()).contains("credential.needs-token");
      assertThat(rig.journalWords()).doesNotContain("Dispatched");
    }
  }

  @Test
  void letsThemGoWithTheGatewaysOwnToken_onlyIfSoConfigured() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, true);
        RawClient client = rig.client()) {
      assertThat(client.post("files", CALL, bearer(Rig.TOKEN)).body()).contains("\"ok\"");
      client.post("files", CALL, bearer(provider.token(who(rig, "alice"))));
      assertThat(upstream.received().getFirst().head().field("authorization"))
          .isEqualTo("Bearer issued-1");
      assertThat(provider.tokenRequests())
          .extracting(form -> form.get("grant_type"))
          .containsExactly("client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange");
    }
  }

  /** A provider that hands the caller's own token back would make the gateway forward it. */
  @Test
  void neverForwardsTheCallersToken_evenIfTheProviderReturnsIt() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, false);
        RawClient client = rig.client()) {
      provider.echo(true);
      assertThat(client.post("files", CALL, bearer(provider.token(who(rig, "alice")))).body())
          .contains("-31002", "no credential for it");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void endsTheSessionWithTheCallersCredential_onceItIsKilled() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, false, false);
        RawClient client = rig.client()) {
      String token = provider.token(who(rig, "alice"));
      client.post(
          "files", "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"initialize\"}", bearer(token));
      client.post("files", CALL, bearer(token), "Mcp-Session-Id: up-1");
      ContainmentIT.kill(rig);
      await().until(() -> upstream.received().getLast().head().start().startsWith("DELETE"));
      assertThat(shown(upstream).getLast().getSubject()).isEqualTo("alice");
      assertThat(heads(upstream)).doesNotContain(token);
    }
  }

  /** A call that became a task is kept without its caller's token: who asks for it brings one. */
  @Test
  void runsAnApprovedTask_withATokenForWhoAsksForIt() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig =
            Rig.with("mail", upstream)
                .oauth(provider.settings())
                .secret(
                    "mail",
                    new OnApproval(null, grant(provider, false, false), List.of(Glob.of("**"))))
                .start();
        RawClient client = rig.client()) {
      String first = bearer(provider.token(who(rig, "alice").andThen(at(rig, "mail"))));
      String later = provider.token(who(rig, "alice").andThen(at(rig, "mail")));
      ModernHoldIT.post(client, 1, "{}", ModernHoldIT.TASKS, "", first);
      String id = ModernHoldIT.json(client.read()).at("/result/taskId").asString();
      rig.approve(HoldIT.onlyPending(rig).ref());
      await()
          .until(
              () -> {
                ModernHoldIT.postTask(client, "get", id, bearer(later));
                return client.read().body().contains("completed");
              });
      assertThat(shown(upstream)).extracting(JWTClaimsSet::getSubject).containsExactly("alice");
      assertThat(provider.tokenRequests()).hasSize(1).first().asString().contains(later);
    }
  }

  @Test
  void showsNoToken_inWhateverIsKeptOrTold() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    StringBuilder told = new StringBuilder();
    String token;
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = rig(provider, upstream, true, false);
        RawClient client = rig.client()) {
      token = provider.token(who(rig, "alice"));
      told.append(client.post("files", CALL, bearer(token)).body());
      provider.refuseTokens("invalid_target");
      rig.clock().advance(Duration.ofHours(2));
      told.append(client.post("files", CALL, bearer(token)).body());
      told.append(rig.journal()).append(rig.spans().reports()).append(rig.monitor().steps());
    } finally {
      log.detachAppender(logged);
    }
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      told.append(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        told.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    String signature = token.substring(token.lastIndexOf('.') + 1);
    assertThat(told.toString())
        .contains("-31002", "invalid_target")
        .doesNotContain(token, signature, "issued-", OidcProvider.CLIENT_SECRET, "exchanged-");
  }

  private static java.util.function.Consumer<JWTClaimsSet.Builder> who(Rig rig, String subject) {
    return claims ->
        claims
            .subject(subject)
            .audience("http://127.0.0.1:" + rig.port() + "/files/mcp")
            .expirationTime(Date.from(rig.clock().instant().plus(Duration.ofDays(1))));
  }

  private static java.util.function.Consumer<JWTClaimsSet.Builder> at(Rig rig, String upstream) {
    return claims -> claims.audience("http://127.0.0.1:" + rig.port() + "/" + upstream + "/mcp");
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static Rig rig(OidcProvider provider, StubUpstream upstream, boolean actor, boolean own)
      throws IOException {
    return Rig.with("files", upstream)
        .oauth(provider.settings())
        .secret("files", grant(provider, actor, own))
        .start();
  }

  private static ExchangeGrant grant(OidcProvider provider, boolean actor, boolean own) {
    OAuthGrant client =
        new OAuthGrant(
            URI.create(provider.issuer() + "/token"),
            null,
            "gateway",
            OAuthGrant.Proof.BASIC,
            new SecretReference.Text(OidcProvider.CLIENT_SECRET),
            "files:read",
            "https://files.example/mcp",
            List.of("files-api"));
    return new ExchangeGrant(client, ExchangeGrant.ACCESS_TOKEN, actor, own);
  }

  private static List<JWTClaimsSet> shown(StubUpstream upstream) throws ParseException {
    List<JWTClaimsSet> shown = new java.util.ArrayList<>();
    for (StubUpstream.Received request : upstream.received()) {
      String token = request.head().field("authorization").substring("Bearer ".length());
      shown.add(SignedJWT.parse(token).getJWTClaimsSet());
    }
    return shown;
  }

  private static String heads(StubUpstream upstream) {
    return upstream.received().stream().map(r -> r.head().lines().toString()).toList().toString();
  }

  private static StubUpstream taking() throws IOException {
    return new StubUpstream(
        (request, reply) -> {
          if (request.asks("initialize")) {
            reply.json(FidelityIT.result("9"), "Mcp-Session-Id: up-1");
          } else {
            reply.json(FidelityIT.result("1"));
          }
        });
  }
}
