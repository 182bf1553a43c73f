// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.Declarations;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests are one session, when it ends, and what a killed one is recognised by. */
final class SessionIT {

  private static final String SHARED = "Authorization: Bearer " + Rig.SHARED_TOKEN;
  private static final String EXCLUSIVE = "Authorization: Bearer " + Rig.TOKEN;

  private final StubUpstream upstream;
  private final Declarations declarations = new Declarations();
  private final Rig rig;

  SessionIT() throws IOException {
    upstream =
        new StubUpstream(
            (request, reply) -> {
              if (request.asks("initialize")) {
                reply.json(FidelityIT.result("1"), "Mcp-Session-Id: given");
              } else {
                reply.json(FidelityIT.result("1"));
              }
            });
    rig =
        Rig.with("files", upstream)
            .upstream("mail", upstream.url())
            .upstream("crm", upstream.url())
            .declarations(declarations)
            .start();
  }

  @AfterEach
  void closes() throws IOException {
    rig.close();
    upstream.close();
  }

  @Test
  void joinsIdsOfSeveralUpstreams_onExclusiveFloor() throws IOException {
    try (RawClient client = rig.client()) {
      Session files = call(client, "files", EXCLUSIVE, "Mcp-Session-Id: f-1");
      Session mail = call(client, "mail", EXCLUSIVE, "Mcp-Session-Id: m-1");
      Session keyless = call(client, "crm", EXCLUSIVE);
      Session next = call(client, "files", EXCLUSIVE, "Mcp-Session-Id: f-2");
      Session nextMail = call(client, "mail", EXCLUSIVE, "Mcp-Session-Id: m-2");
      Session late = call(client, "mail", EXCLUSIVE, "Mcp-Session-Id: m-1");

      assertThat(List.of(mail.id(), keyless.id(), late.id())).containsOnly(files.id());
      assertThat(next.id()).isNotEqualTo(files.id());
      assertThat(nextMail.id()).isEqualTo(next.id());
    }
  }

  @Test
  void keepsIdsApart_onSharedFloor() throws IOException {
    try (RawClient client = rig.client()) {
      Session files = call(client, "files", SHARED, "Mcp-Session-Id: f-1");
      Session mail = call(client, "mail", SHARED, "Mcp-Session-Id: m-1");
      assertThat(mail.id()).isNotEqualTo(files.id());
      assertThat(mail.floor()).isEqualTo(files.floor());
    }
  }

  @Test
  void takesTaskAndAgentFromDeclaration_ofTheSamePrincipalOnly() throws IOException {
    DeclaredSession own =
        declarations.declare("default", "triage", new AgentClaim("bot", "9"), "sort mail");
    DeclaredSession foreign =
        declarations.declare("default", "crew", new AgentClaim("bot", "9"), "sort mail");
    try (RawClient client = rig.client()) {
      Session declared =
          call(client, "files", EXCLUSIVE, "baggage: holdpoint.session=" + own.handle());
      Session stolen =
          call(client, "files", EXCLUSIVE, "baggage: holdpoint.session=" + foreign.handle());

      assertThat(declared.key().grade()).isEqualTo(EvidenceGrade.G1);
      assertThat(declared.task()).isEqualTo("sort mail");
      assertThat(declared.agent()).isEqualTo(new AgentClaim("bot", "9"));
      assertThat(stolen.key().source()).isEqualTo(KeySource.BAGGAGE);
      assertThat(stolen.key().isWeak()).isTrue();
      assertThat(stolen.task()).isEmpty();
    }
  }

  @Test
  void takesClaimFromInitialize() throws IOException {
    try (RawClient client = rig.client()) {
      client.post(
          "files",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
              + "\"2025-11-25\",\"clientInfo\":{\"name\":\"scout\",\"version\":\"2\"}}}");
      Session session = call(client, "files", "X-A: 1", "Mcp-Session-Id: given");

      assertThat(session.agent()).isEqualTo(new AgentClaim("scout", "2"));
      assertThat(session.identity().subject()).isEqualTo("anonymous");
    }
  }

  @Test
  void endsSession_whenAllItsIdsAreDeleted() throws IOException {
    try (RawClient client = rig.client()) {
      Session session = call(client, "files", EXCLUSIVE, "Mcp-Session-Id: f-1");
      call(client, "mail", EXCLUSIVE, "Mcp-Session-Id: m-1");
      delete(client, "files", "f-1");
      assertThat(rig.monitor().endedSessions()).isEmpty();
      delete(client, "mail", "m-1");

      assertThat(rig.monitor().endedSessions())
          .extracting(Session::id)
          .containsExactly(session.id());
      assertThat(rig.spans().endedSessions()).hasSize(1);
      assertThat(rig.journal().getLast()).isInstanceOf(JournalRecord.SessionEnded.class);
    }
  }

  @Test
  void endsSession_whenItIsSilentForTooLong() throws IOException {
    try (RawClient client = rig.client()) {
      Session keyless = call(client, "files", EXCLUSIVE);
      rig.clock().advance(Duration.ofMinutes(31));
      await().until(() -> rig.monitor().endedSessions().size() == 1);
      Session next = call(client, "files", EXCLUSIVE);

      assertThat(next.id()).isNotEqualTo(keyless.id());
      assertThat(next.floor()).isEqualTo(keyless.floor());
    }
  }

  @Test
  void endsKeylessSession_whenKeyedOneBegins_onExclusiveFloor() throws IOException {
    try (RawClient client = rig.client()) {
      Session keyless = call(client, "files", EXCLUSIVE);
      call(client, "files", EXCLUSIVE, "Mcp-Session-Id: f-1");
      assertThat(rig.monitor().endedSessions())
          .extracting(Session::id)
          .containsExactly(keyless.id());
    }
  }

  @Test
  void killsSharedSessionAgain_whenItBeginsWithTheSameCallsElsewhere() throws IOException {
    try (RawClient first = rig.client();
        RawClient second = rig.client()) {
      Session killed = call(first, "files", SHARED, "Mcp-Session-Id: a");
      call(first, "mail", SHARED, "Mcp-Session-Id: a", "X-Arguments: 1");
      call(first, "files", SHARED, "Mcp-Session-Id: a");
      kill(killed);
      rig.clock().advance(Duration.ofMinutes(1));
      boolean one = isRefused(second, SHARED, "Mcp-Session-Id: b");
      boolean two = isRefused(second, SHARED, "Mcp-Session-Id: b");

      // The killed session has two ids: each is a session of its own on a shared floor.
      assertThat(one).isFalse();
      assertThat(two).isTrue();
      Signal inherited = rig.bus().signals().getLast();
      assertThat(inherited.header().reason()).contains("K-op");
      assertThat(inherited.header().author().label()).isEqualTo("mira");
      assertThat(inherited.header().target().session()).isNotEqualTo(killed.id());
    }
  }

  @Test
  void leavesOlderSessionsAndLaterOnesAlone_whenSharedSessionIsKilled() throws IOException {
    try (RawClient older = rig.client();
        RawClient bad = rig.client();
        RawClient later = rig.client()) {
      call(older, "files", SHARED, "Mcp-Session-Id: old");
      Session killed = call(bad, "files", SHARED, "Mcp-Session-Id: bad");
      rig.clock().advance(Duration.ofSeconds(1));
      kill(killed);

      assertThat(send(older, SHARED, "Mcp-Session-Id: old")).isEqualTo(FidelityIT.result("1"));
      assertThat(send(later, SHARED, "Mcp-Session-Id: new")).contains("\"isError\":true");
      rig.clock().advance(Duration.ofMinutes(31));
      assertThat(send(later, SHARED, "Mcp-Session-Id: new")).isEqualTo(FidelityIT.result("1"));
    }
  }

  @Test
  void beginsAgain_whenFloorIsReleased_butTheKilledSessionStaysKilled() throws IOException {
    try (RawClient client = rig.client()) {
      Session killed = call(client, "files", EXCLUSIVE, "Mcp-Session-Id: f-1");
      kill(killed);
      rig.bus().publish(new Signal.Release(Fixtures.header("L-1", killed, rig.clock().instant())));
      await().until(() -> !rig.monitor().endedSessions().isEmpty());

      assertThat(isRefused(client, EXCLUSIVE, "Mcp-Session-Id: f-1")).isTrue();
      assertThat(isRefused(client, EXCLUSIVE, "Mcp-Session-Id: f-2")).isFalse();
    }
  }

  @Test
  void namesSessionsAlike_afterRestart() throws IOException {
    SessionId before;
    try (RawClient client = rig.client()) {
      before = call(client, "files", EXCLUSIVE, "baggage: session.id=run-1").id();
    }
    try (Rig again = Rig.with("files", upstream).start();
        RawClient client = again.client()) {
      client.post(
          "files", FidelityIT.call("1", "read", "{}"), EXCLUSIVE, "baggage: session.id=run-1");
      assertThat(again.attempts().getFirst().session().id()).isEqualTo(before);
    }
  }

  private Session call(RawClient client, String name, String... headers) throws IOException {
    assertThat(client.post(name, FidelityIT.call("1", "read", "{}"), headers).status())
        .isEqualTo(200);
    return rig.attempts().getLast().session();
  }

  private boolean isRefused(RawClient client, String... headers) throws IOException {
    return client
        .post("files", FidelityIT.call("1", "read", "{}"), headers)
        .body()
        .contains("\"isError\":true");
  }

  private String send(RawClient client, String... headers) throws IOException {
    return client.post("files", FidelityIT.call("1", "send_mail", "{}"), headers).body();
  }

  private void delete(RawClient client, String name, String id) throws IOException {
    client.send(
        "DELETE /"
            + name
            + "/mcp HTTP/1.1\r\nHost: localhost\r\n"
            + EXCLUSIVE
            + "\r\nMcp-Session-Id: "
            + id
            + "\r\n\r\n");
    assertThat(client.read().status()).isEqualTo(200);
  }

  private void kill(Session session) {
    rig.bus().publish(new Signal.Kill(Fixtures.header("K-op", session, rig.clock().instant())));
  }
}
