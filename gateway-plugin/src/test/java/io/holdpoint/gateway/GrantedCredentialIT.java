// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Upstreams that are opened with tokens the gateway gets for itself. */
final class GrantedCredentialIT {

  private static final String CALL = FidelityIT.call("1", "read", "{}");
  private static final String MINE = "Authorization: Bearer " + Rig.TOKEN;

  @Test
  void showsAnIssuedToken_untilItIsOld_andNeverTheCallers() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet());
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", CALL, MINE).body()).contains("\"ok\"");
      assertThat(client.post("files", CALL, MINE).body()).contains("\"ok\"");
      assertThat(shown(upstream)).containsExactly("Bearer issued-1", "Bearer issued-1");
      assertThat(provider.tokenRequests())
          .containsExactly(
              Map.of(
                  "grant_type", "client_credentials",
                  "scope", "files:read files:write",
                  "resource", "https://files.example/mcp"));

      rig.clock().advance(Duration.ofMinutes(61));
      assertThat(client.post("files", CALL, MINE).body()).contains("\"ok\"");
      assertThat(shown(upstream)).last().isEqualTo("Bearer issued-2");
      assertThat(upstream.received().toString()).doesNotContain(Rig.TOKEN);
    }
  }

  @Test
  void renewsAheadOfTheEnd_whileTheOldTokenServes() throws IOException {
    CountDownLatch until = new CountDownLatch(1);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet());
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client()) {
      client.post("files", CALL);
      provider.holdBack(until);
      rig.clock().advance(Duration.ofMinutes(59));
      client.post("files", CALL);
      client.post("files", CALL);
      assertThat(shown(upstream)).containsOnly("Bearer issued-1");
      until.countDown();
      await()
          .until(
              () -> {
                client.post("files", CALL);
                return shown(upstream).getLast().equals("Bearer issued-2");
              });
      assertThat(provider.tokenRequests()).hasSize(2);
    }
  }

  @Test
  void asksOnce_forManyCalls_andBlocksNoLoop() throws IOException {
    CountDownLatch until = new CountDownLatch(1);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet());
        StubUpstream open = taking(ConcurrentHashMap.newKeySet());
        Rig rig =
            Rig.with("files", upstream)
                .upstream("open", open.url())
                .secret("files", grant(provider))
                .start();
        RawClient other = rig.client()) {
      provider.holdBack(until);
      List<RawClient> waiting = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        RawClient client = rig.client();
        client.sendPost("files", CALL);
        waiting.add(client);
      }
      await().until(() -> rig.attempts().size() == 64);
      assertThat(other.post("open", CALL).body()).contains("\"ok\"");
      assertThat(upstream.received()).isEmpty();
      until.countDown();
      for (RawClient client : waiting) {
        assertThat(client.read().body()).contains("\"ok\"");
        client.close();
      }
      assertThat(provider.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void getsAnother_onceTheUpstreamRefusesOne() throws IOException {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(refused);
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client()) {
      client.post("files", CALL);
      refused.add("Bearer issued-1");
      rig.clock().advance(Duration.ofSeconds(30));
      assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      assertThat(shown(upstream))
          .containsExactly("Bearer issued-1", "Bearer issued-1", "Bearer issued-2");

      refused.add("Bearer issued-2");
      for (int i = 0; i < 5; i++) {
        assertThat(client.post("files", CALL).body())
            .contains("-31002", "refusal of this gateway's credential")
            .doesNotContain("issued");
      }
      assertThat(provider.tokenRequests()).as("a fresh one would fare no better").hasSize(2);
      assertThat(rig.attempts()).hasSize(7);
      assertThat(rig.completions()).hasSize(7);
    }
  }

  @Test
  void sendsNothing_whileThereIsNoToken_andAsksSeldom() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet());
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client()) {
      provider.refuseTokens("temporarily_unavailable");
      for (int i = 0; i < 3; i++) {
        assertThat(client.post("files", CALL, MINE).body())
            .contains("-31002", "got no credential for it");
      }
      assertThat(upstream.received()).isEmpty();
      assertThat(provider.tokenRequests()).hasSize(1);

      provider.refuseTokens("");
      rig.clock().advance(Duration.ofSeconds(2));
      assertThat(client.post("files", CALL, MINE).body()).contains("\"ok\"");
    }
  }

  @Test
  void sendsNothing_whenTheSessionIsKilledMeanwhile() throws IOException {
    CountDownLatch until = new CountDownLatch(1);
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet());
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      provider.holdBack(until);
      client.sendPost("files", CALL);
      await().until(() -> provider.tokenRequests().size() == 1);
      ContainmentIT.kill(rig);
      assertThat(client.read().body()).contains("Reference: K-op");
      until.countDown();
      assertThat(other.post("files", CALL, MINE).body()).contains("\"ok\"");
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void learnsThePlaceFromTheIssuer_andProvesItselfInTheForm() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(ConcurrentHashMap.newKeySet())) {
      OAuthGrant grant =
          new OAuthGrant(
              null,
              URI.create(provider.issuer()),
              "gateway",
              OAuthGrant.Proof.POST,
              new SecretReference.Text(OidcProvider.CLIENT_SECRET),
              "",
              "",
              List.of());
      try (Rig rig = Rig.with("files", upstream).secret("files", grant).start();
          RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("\"ok\"");
      }
      assertThat(provider.discoveries()).isEqualTo(1);
      provider.nameAnotherIssuer();
      try (Rig rig = Rig.with("files", upstream).secret("files", grant).start();
          RawClient client = rig.client()) {
        assertThat(client.post("files", CALL).body()).contains("got no credential for it");
      }
    }
  }

  @Test
  void showsNoSecret_inWhateverIsKeptOrTold() throws IOException {
    Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    Set<String> refused = ConcurrentHashMap.newKeySet();
    StringBuilder told = new StringBuilder();
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking(refused);
        Rig rig = Rig.with("files", upstream).secret("files", grant(provider)).start();
        RawClient client = rig.client()) {
      told.append(client.post("files", CALL, MINE).body());
      refused.add("Bearer issued-1");
      told.append(client.post("files", CALL, MINE).body());
      provider.refuseTokens("invalid_client");
      rig.clock().advance(Duration.ofHours(2));
      told.append(client.post("files", CALL, MINE).body());
      provider.goAway();
      rig.clock().advance(Duration.ofMinutes(2));
      told.append(client.post("files", CALL, MINE).body());
      told.append(rig.journal()).append(rig.spans().reports()).append(rig.monitor().steps());
      told.append(grant(provider));
    } finally {
      log.detachAppender(logged);
    }
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      told.append(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        told.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    assertThat(told.toString())
        .contains("-31002", "invalid_client")
        .doesNotContain(OidcProvider.CLIENT_SECRET, "issued-", Rig.TOKEN);
  }

  private static OAuthGrant grant(OidcProvider provider) {
    return new OAuthGrant(
        URI.create(provider.issuer() + "/token"),
        null,
        "gateway",
        OAuthGrant.Proof.BASIC,
        new SecretReference.Text(OidcProvider.CLIENT_SECRET),
        "files:read files:write",
        "https://files.example/mcp",
        List.of());
  }

  private static List<String> shown(StubUpstream upstream) {
    return upstream.received().stream().map(r -> r.head().field("authorization")).toList();
  }

  /** Takes tokens but those. */
  private static StubUpstream taking(Set<String> refused) throws IOException {
    return new StubUpstream(
        (request, reply) -> {
          if (refused.contains(request.head().field("authorization"))) {
            reply.answer(401, "application/json", "{}", "WWW-Authenticate: Bearer");
          } else {
            reply.json(FidelityIT.result("1"));
          }
        });
  }
}
