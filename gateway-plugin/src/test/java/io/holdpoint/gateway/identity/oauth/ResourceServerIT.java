// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.testing.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tokens are taken, against a provider with real keys. */
final class ResourceServerIT {

  private static final String HOST = "gateway.example:7420";
  private static final String PATH = "/files/mcp";
  private static final String RESOURCE = "http://" + HOST + PATH;

  private final FakeClock clock = new FakeClock();
  private OidcProvider provider;
  private ResourceServer server;

  ResourceServerIT() throws IOException {
    provider = new OidcProvider();
    server = new ResourceServer("default", provider.settings(), clock);
  }

  @BeforeEach
  void nothingFetchedBefore() {
    assertThat(provider.discoveries()).isZero();
  }

  @AfterEach
  void close() {
    server.close();
    provider.close();
  }

  @Test
  void takes_aTokenForThisResource() {
    TokenCheck check =
        check(
            provider.token(
                good()
                    .andThen(
                        c ->
                            c.claim("scope", "mcp:read mcp:write")
                                .claim("realm", Map.of("groups", List.of("sre", "dev")))
                                .claim(
                                    "act",
                                    Map.of("sub", "sub-agent", "act", Map.of("sub", "agent"))))));

    Principal principal = ((TokenCheck.Good) check).principal();
    assertThat(principal.identity())
        .isEqualTo(new AgentIdentity("default", provider.issuer(), "alice", "agent-7", null));
    assertThat(principal.kind()).isEqualTo(PrincipalKind.EXCLUSIVE);
    TokenClaims claims = Objects.requireNonNull(principal.claims());
    assertThat(claims.scopes()).containsExactlyInAnyOrder("mcp:read", "mcp:write");
    assertThat(claims.groups()).containsExactlyInAnyOrder("sre", "dev");
    assertThat(claims.actors())
        .extracting(AgentIdentity::subject)
        .containsExactly("sub-agent", "agent");
  }

  @Test
  void tellsClients_fromPeople() {
    TokenCheck check = check(provider.token(good().andThen(c -> c.subject("agent-7"))));

    assertThat(((TokenCheck.Good) check).principal().kind()).isEqualTo(PrincipalKind.SHARED);
  }

  @Test
  void takes_aTokenForTheWholeGateway() {
    assertThat(check(provider.token(good().andThen(c -> c.audience("http://" + HOST)))))
        .isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void refuses_whatIsNotForIt() throws JOSEException {
    refused("aud", good().andThen(c -> c.audience("http://" + HOST + "/mail/mcp")));
    refused("aud", good().andThen(c -> c.audience((String) null)));
    refused("iss", good().andThen(c -> c.issuer("https://elsewhere.example")));
    refused("expired", good().andThen(c -> c.expirationTime(at(Duration.ofSeconds(-61)))));
    refused("exp", good().andThen(c -> c.expirationTime(null)));
    refused("not valid yet", good().andThen(c -> c.notBeforeTime(at(Duration.ofSeconds(61)))));
    refused("not valid yet", good().andThen(c -> c.issueTime(at(Duration.ofSeconds(61)))));
    refused("cnf", good().andThen(c -> c.claim("cnf", Map.of("jkt", "x"))));
    refused("cnf", good().andThen(c -> c.claim("cnf", Map.of("jkt", "x", "x5t#S256", "y"))));
    refused("cnf", good().andThen(c -> c.claim("cnf", Map.of("x5t#S256", "y"))));
    refused("cnf", good().andThen(c -> c.claim("cnf", "y")));
    refused("sub", good().andThen(c -> c.subject(null).claim("client_id", null)));
    bad("typ", provider.sign(provider.key(), "logout+jwt", good()));
    var stranger = new ECKeyGenerator(Curve.P_256).keyID("key-0").generate();
    bad("signature", provider.sign(stranger, "at+jwt", good()));
  }

  @Test
  void refuses_unsignedAndSymmetricTokens() throws JOSEException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder().issuer(provider.issuer()).subject("alice");
    good().accept(claims);
    SignedJWT hmac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-0").build(), claims.build());
    hmac.sign(new MACSigner(provider.key().toECPublicKey().getEncoded()));

    bad("not known", new PlainJWT(claims.build()).serialize());
    bad("alg", hmac.serialize());
    bad("not known", "not-a-token");
  }

  @Test
  void allows_aLittleClockSkew() {
    Consumer<JWTClaimsSet.Builder> late =
        good().andThen(c -> c.expirationTime(at(Duration.ofSeconds(-59))));

    assertThat(check(provider.token(late))).isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void asksTheIssuerOnce_forManyTokens() {
    for (int i = 0; i < 20; i++) {
      String id = "token-" + i;
      check(provider.token(good().andThen(c -> c.jwtID(id))));
    }

    assertThat(provider.discoveries()).isEqualTo(1);
    assertThat(provider.keyFetches()).isEqualTo(1);
  }

  @Test
  void follows_rotatedKeys_butNotEveryUnknownOne() {
    check(provider.token(good()));
    clock.advance(KeySet.SHORTEST.plusSeconds(1));
    provider.rotate();

    assertThat(check(provider.token(good()))).isInstanceOf(TokenCheck.Good.class);
    assertThat(provider.keyFetches()).isEqualTo(2);
    provider.rotate();
    bad("signature", provider.token(good()));
    assertThat(provider.keyFetches()).isEqualTo(2);
  }

  @Test
  void forgetsWithdrawnKeys_onceTheKeysAreOld() {
    String old = provider.token(good().andThen(c -> c.expirationTime(at(Duration.ofHours(2)))));
    check(old);
    provider.rotate();
    provider.withdrawOldKeys();
    clock.advance(KeySet.FRESH.plusSeconds(1));

    bad("signature", old);
  }

  @Test
  void keepsOldKeys_whileTheIssuerIsAway() {
    check(provider.token(good()));
    provider.goAway();
    clock.advance(KeySet.FRESH.plusSeconds(1));

    String next =
        provider.token(good().andThen(c -> c.expirationTime(at(Duration.ofMinutes(5))).jwtID("2")));
    assertThat(check(next)).isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void isUnsure_whenTheIssuerWasNeverReached() {
    provider.goAway();

    assertThat(check(provider.token(good()))).isInstanceOf(TokenCheck.Unsure.class);
  }

  @Test
  void refuses_theMetadataOfAnotherIssuer() {
    provider.nameAnotherIssuer();

    bad("another issuer", provider.token(good()));
  }

  @Test
  void remembersATokenNotPastItsEnd() {
    String token = provider.token(good().andThen(c -> c.expirationTime(at(Duration.ofSeconds(5)))));
    assertThat(check(token)).isInstanceOf(TokenCheck.Good.class);
    clock.advance(Duration.ofSeconds(66));

    bad("expired", token);
  }

  @Test
  void asksAboutOpaqueTokens_andNotTwice() {
    server = new ResourceServer("default", provider.introspecting(), clock);
    long exp = clock.instant().plusSeconds(300).getEpochSecond();
    provider.issue(
        "opaque-token", Map.of("sub", "alice", "aud", RESOURCE, "exp", exp, "scope", "mcp:read"));

    assertThat(check("opaque-token")).isInstanceOf(TokenCheck.Good.class);
    assertThat(check("opaque-token")).isInstanceOf(TokenCheck.Good.class);
    assertThat(provider.introspections()).isEqualTo(1);
    bad("not known", "unknown-token");
    provider.issue("foreign", Map.of("sub", "alice", "aud", "https://other", "exp", exp));
    bad("aud", "foreign");
  }

  @Test
  void neverWaitsOnTheCallersThread() {
    var until = new java.util.concurrent.CountDownLatch(1);
    provider.holdBack(until);
    CompletableFuture<TokenCheck> check =
        server.check(provider.token(good()), HOST, PATH, "").toCompletableFuture();

    assertThat(check).isNotDone();
    until.countDown();
    await().until(check::isDone);
    assertThat(check.join()).isInstanceOf(TokenCheck.Good.class);
  }

  @Test
  void describesItself() {
    assertThat(server.metadata(HOST, PATH).replace("\\/", "/"))
        .contains("\"resource\":\"http://gateway.example:7420/files/mcp\"")
        .contains("authorization_servers")
        .doesNotContain("scopes_supported");
    assertThat(ResourceServer.describes("/.well-known/oauth-protected-resource/files/mcp"))
        .contains("/files/mcp");
    assertThat(ResourceServer.describes("/.well-known/oauth-protected-resource")).contains("");
    assertThat(ResourceServer.describes("/.well-known/oauth-protected-resourceX")).isEmpty();
    assertThat(Set.of(server.challenge(HOST, PATH, "files", java.util.Optional.empty())))
        .containsExactly(
            "Bearer realm=\"holdpoint\", resource_metadata=\"http://gateway.example:7420"
                + "/.well-known/oauth-protected-resource/files/mcp\"");
  }

  private Consumer<JWTClaimsSet.Builder> good() {
    return claims ->
        claims
            .audience(RESOURCE)
            .issueTime(at(Duration.ZERO))
            .expirationTime(at(Duration.ofMinutes(5)));
  }

  private Date at(Duration fromNow) {
    return Date.from(clock.instant().plus(fromNow));
  }

  private TokenCheck check(String token) {
    return server
        .check(token, HOST, PATH, "")
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private void refused(String why, Consumer<JWTClaimsSet.Builder> claims) {
    bad(why, provider.token(claims));
  }

  private void bad(String why, String token) {
    assertThat(check(token))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(TokenCheck.Bad.class))
        .extracting(TokenCheck.Bad::why)
        .asString()
        .contains(why);
  }
}
