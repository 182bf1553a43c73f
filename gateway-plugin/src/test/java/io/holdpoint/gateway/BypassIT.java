// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.verdict.Decision;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The glass is broken: what would be stopped goes on, and everybody can see it. */
final class BypassIT {

  private static final String POLICY =
      """
      profiles:
        little: {allow-tools: ["db/query"]}
      groups:
        crew-group: {principals: [crew], profiles: [little]}
      clauses:
        - {id: never, tools: [db/query], do: deny}
      """;

  @Test
  void letsGoWhatPoliciesDeny_untilItEndsByItself() throws IOException {
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      assertThat(call(client, "query", Rig.TOKEN)).contains("isError");
      rig.bypass()
          .begin(Duration.ofMinutes(10), "mira", "incident 4711")
          .toCompletableFuture()
          .join();

      assertThat(call(client, "query", Rig.TOKEN)).isEqualTo(FidelityIT.result("1"));
      Decision decision = last(rig);
      assertThat(decision.verdict().word()).isEqualTo("permit");
      assertThat(decision.contributions())
          .extracting(c -> c.reason().code())
          .contains("policy.deny", "operator.bypass");
      // Who may use what stands.
      assertThat(call(client, "drop", Rig.SHARED_TOKEN)).contains("isError");

      rig.clock().advance(Duration.ofMinutes(10));
      assertThat(call(client, "query", Rig.TOKEN)).contains("isError");
      assertThat(rig.bypass().standing()).isEmpty();
    }
  }

  @Test
  void survivesARestart_andKnowsItsBounds() {
    InMemoryJournal journal = new InMemoryJournal();
    FakeClock clock = new FakeClock();
    JournaledBypass bypass = new JournaledBypass(journal, clock);
    bypass.begin(Duration.ofHours(1), "mira", "incident").toCompletableFuture().join();
    assertThat(new JournaledBypass(journal, clock).isOn()).isTrue();
    bypass.end("ann").toCompletableFuture().join();
    assertThat(bypass.isOn()).isFalse();
    assertThat(new JournaledBypass(journal, clock).isOn()).isFalse();
    assertThatThrownBy(() -> bypass.begin(Duration.ofHours(5), "mira", "long"))
        .hasMessageContaining("at most PT4H");
    assertThatThrownBy(() -> bypass.begin(Duration.ofHours(1), "mira", " "))
        .hasMessageContaining("reason");
    assertThat(journal.records()).hasSize(2).allMatch(JournalRecord.Bypassed.class::isInstance);
  }

  private static String call(RawClient client, String tool, String token) throws IOException {
    return client
        .post("db", FidelityIT.call("1", tool, "{}"), "Authorization: Bearer " + token)
        .body();
  }

  private static Decision last(Rig rig) {
    return rig.journal().stream()
        .filter(JournalRecord.Decided.class::isInstance)
        .map(r -> ((JournalRecord.Decided) r).decision())
        .toList()
        .getLast();
  }
}
