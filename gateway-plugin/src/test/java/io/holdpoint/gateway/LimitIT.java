// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.testing.InMemoryJournal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits over real requests. */
final class LimitIT {

  private static final String POLICY =
      """
      clauses:
        - id: three
          tools: [shop/ask]
          do: limit
          limit: {of: calls, at-most: 3, per: [session, tool], within: 10m}
        - id: payouts
          tools: [shop/pay]
          do: limit
          limit: {of: amount, amount: args.amount, at-most: 1000, per: [destination],
            key: args.account, within: 1d}
        - id: bytes
          tools: [shop/read]
          do: limit
          limit: {of: bytes, at-most: 120, per: [principal], within: 1d}
        - id: more
          tools: [shop/more]
          do: limit
          limit: {of: calls, at-most: 0, per: [tool], within: 1h, then: hold}
      """;

  private static final String TOKEN = "Authorization: Bearer " + Rig.TOKEN;

  private static StubUpstream answering() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  private static String call(RawClient client, String tool, String arguments) throws IOException {
    return client.post("shop", FidelityIT.call("1", tool, arguments), TOKEN).body();
  }

  @Test
  void refusesWhatIsTooMuch_andTellsWhenToComeBack() throws IOException {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("shop", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(call(client, "ask", "{\"i\":" + i + "}")).doesNotContain("isError");
      }
      assertThat(call(client, "ask", "{}"))
          .contains("\"isError\":true", "try again in", "Reference: D-");
      assertThat(call(client, "other", "{}")).doesNotContain("isError");

      rig.clock().advance(Duration.ofMinutes(10));
      assertThat(call(client, "ask", "{}")).doesNotContain("isError");
    }
  }

  @Test
  void countsAmountsForEachDestination_overRestartsToo() throws IOException {
    InMemoryJournal journal = new InMemoryJournal();
    try (StubUpstream upstream = answering()) {
      try (Rig rig = Rig.with("shop", upstream).policy(POLICY).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(call(client, "pay", "{\"account\":\"a\",\"amount\":600}"))
            .doesNotContain("isError");
        assertThat(call(client, "pay", "{\"account\":\"a\",\"amount\":399.5}"))
            .doesNotContain("isError");
        assertThat(call(client, "pay", "{\"account\":\"b\",\"amount\":1000}"))
            .doesNotContain("isError");
        assertThat(call(client, "pay", "{\"account\":\"a\",\"amount\":1}")).contains("isError");
      }
      assertThat(journal.records().toString()).doesNotContain("account=a");
      try (Rig rig = Rig.with("shop", upstream).policy(POLICY).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(call(client, "pay", "{\"account\":\"a\",\"amount\":1}")).contains("isError");
        assertThat(call(client, "pay", "{\"account\":\"a\",\"amount\":0.5}"))
            .doesNotContain("isError");
        assertThat(call(client, "pay", "{\"account\":\"c\",\"amount\":-5}")).contains("isError");
        assertThat(call(client, "pay", "{\"account\":\"c\",\"amount\":\"5\"}")).contains("isError");
      }
    }
  }

  @Test
  void countsResults_andHoldsWhereAPersonMayLetMoreGo() throws IOException {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("shop", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(call(client, "read", "{}")).doesNotContain("isError");
      }
      assertThat(call(client, "read", "{}")).contains("isError");

      client.sendPost("shop", FidelityIT.call("1", "more", "{}"), TOKEN);
      await().until(() -> rig.pending().size() == 1);
      rig.approve(rig.pending().getFirst().ref());
      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
    }
  }
}
