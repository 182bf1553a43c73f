// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.ReferredSecret;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Credentials that are got for approved calls only. The adversary is a hijacked agent that is let
 * do much: whatever else lets its call go, a person's yes is what opens the server.
 */
final class ApprovedCredentialIT {

  private static final String READ = FidelityIT.call("1", "read", "{}");
  private static final String DROP = FidelityIT.call("2", "drop", "{\"t\":\"x\"}");
  private static final String USUAL = "Bearer usual-secret-1";

  @Test
  void isGotAfterThePersonsYes_forThatCall_andForgotten() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = Rig.with("db", upstream).secret("db", settings(grant(provider))).start();
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      client.sendPost("db", DROP);
      Approval first = HoldIT.onlyPending(rig);
      assertThat(first.request().reasons())
          .extracting(reason -> reason.code())
          .contains("credential.on-approval");
      assertThat(other.post("db", READ).body()).contains("\"ok\"");
      assertThat(provider.tokenRequests()).as("before anybody said yes").isEmpty();

      rig.approve(first.ref());
      assertThat(client.read().body()).contains("\"ok\"");
      assertThat(shown(upstream)).containsExactly(USUAL, "Bearer issued-1");
      assertThat(other.post("db", READ).body()).contains("\"ok\"");
      assertThat(shown(upstream)).last().as("not for others").isEqualTo(USUAL);

      client.sendPost("db", DROP);
      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(client.read().body()).contains("\"ok\"");
      assertThat(shown(upstream)).last().as("a new one each time").isEqualTo("Bearer issued-2");
    }
  }

  @Test
  void isNotGot_whenAPersonSaysNo() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = Rig.with("db", upstream).secret("db", settings(grant(provider))).start();
        RawClient client = rig.client()) {
      client.sendPost("db", DROP);
      Approval asked = HoldIT.onlyPending(rig);
      rig.decide(
          asked.ref(),
          new ApprovalWord.Deny(new ApprovalWord.Spoken("mira", "no", rig.clock().instant())));
      assertThat(client.read().body()).contains("\"isError\":true", asked.ref());
      assertThat(provider.tokenRequests()).isEmpty();
      assertThat(upstream.received()).isEmpty();
    }
  }

  /** While the glass is broken nothing is held: then nobody has approved it either. */
  @Test
  void refusesACallThatNobodyApproved_andTheJournalSaysSo() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = Rig.with("db", upstream).secret("db", settings(grant(provider))).start();
        RawClient client = rig.client()) {
      rig.bypass()
          .begin(Duration.ofMinutes(10), "mira", "the monitor is the trouble")
          .toCompletableFuture()
          .join();
      assertThat(client.post("db", DROP).body())
          .contains("\"isError\":true", "was not run", "no person's approval");
      assertThat(client.post("db", READ).body()).contains("\"ok\"");
      assertThat(shown(upstream)).containsExactly(USUAL);
      assertThat(provider.tokenRequests()).isEmpty();
      assertThat(rig.journal().toString()).contains("credential.needs-approval");
    }
  }

  /** Who lets a paused session go on has said nothing of the calls that wait in it. */
  @Test
  void asksForTheCallItself_whenItsSessionIsResumed() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = Rig.with("db", upstream).secret("db", settings(grant(provider))).start();
        RawClient client = rig.client();
        RawClient other = rig.client()) {
      client.post("db", READ);
      Session session = rig.attempts().getFirst().session();
      client.sendPost("db", DROP);
      Approval asked = HoldIT.onlyPending(rig);
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session, rig.clock().instant())));
      rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", session, rig.clock().instant())));
      assertThat(other.post("db", READ).body()).contains("\"ok\"");
      assertThat(provider.tokenRequests()).isEmpty();
      rig.approve(asked.ref());
      assertThat(client.read().body()).contains("\"ok\"");
      assertThat(shown(upstream)).last().isEqualTo("Bearer issued-1");
    }
  }

  @Test
  void readsAFileEachTime_soThatWhatIsPutThereForOneCallIsEnough(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("key");
    CredentialSettings kept = new ReferredSecret("x-api-key", "", new SecretReference.InFile(file));
    try (StubUpstream upstream = taking();
        Rig rig =
            Rig.with("db", upstream)
                .secret("db", new OnApproval(null, kept, List.of(Glob.of("**"))))
                .start();
        RawClient client = rig.client()) {
      Files.writeString(file, "for-one-call");
      client.sendPost("db", DROP);
      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(client.read().body()).contains("\"ok\"");
      Files.delete(file);
      client.sendPost("db", DROP);
      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(client.read().body()).contains("-31002", "no credential for it");
      assertThat(upstream.received()).hasSize(1);
      assertThat(upstream.received().getFirst().head().field("x-api-key"))
          .isEqualTo("for-one-call");
    }
  }

  @Test
  void endsTheSessionWithTheUsualCredential_onceItIsKilled() throws IOException {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = taking();
        Rig rig = Rig.with("db", upstream).secret("db", settings(grant(provider))).start();
        RawClient client = rig.client()) {
      client.post("db", "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"initialize\"}");
      client.post("db", READ, "Mcp-Session-Id: up-1");
      ContainmentIT.kill(rig);
      await().until(() -> upstream.received().getLast().head().start().startsWith("DELETE"));
      assertThat(upstream.received().getLast().head().field("mcp-session-id")).isEqualTo("up-1");
      assertThat(shown(upstream)).containsOnly(USUAL);
    }
  }

  private static CredentialSettings settings(OAuthGrant approved) {
    return new OnApproval(
        UpstreamSecret.given("authorization", USUAL), approved, List.of(Glob.of("drop*")));
  }

  private static OAuthGrant grant(OidcProvider provider) {
    return new OAuthGrant(
        URI.create(provider.issuer() + "/token"),
        null,
        "gateway",
        OAuthGrant.Proof.BASIC,
        new SecretReference.Text(OidcProvider.CLIENT_SECRET),
        "",
        "",
        List.of());
  }

  private static List<String> shown(StubUpstream upstream) {
    return upstream.received().stream().map(r -> r.head().field("authorization")).toList();
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
