// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies over real requests. */
final class PolicyIT {

  private static final String POLICY =
      """
      profiles:
        readers: {allow-tools: ["db/query", "db/report"]}
      groups:
        crew-group: {principals: [crew], profiles: [readers]}
      clauses:
        - id: no-drop
          tools: [db/query]
          when: sql.statements(args.query).exists(s, s.drops)
          do: deny
        - id: big
          tools: [db/pay]
          when: args.amount > 100
          do: hold
          hold: {for: 10m, approvers: [mira], binds: [amount]}
        - id: says-why
          tools: [db/export]
          do: require-reason
          require-reason: {argument: why, at-least: 5}
        - id: numbers
          on: result
          tools: [db/report]
          when: result.text.contains("IBAN")
          do: mask
          mask: {types: [iban]}
        - id: nothing-secret
          on: result
          tools: [db/report]
          when: '"secret" in result.labels'
          do: deny
      """;

  private static final String TOKEN = "Authorization: Bearer " + Rig.TOKEN;

  private static StubUpstream answering(String result) throws IOException {
    return new StubUpstream((request, reply) -> reply.json(result));
  }

  private static String result(String text) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}}";
  }

  private static String call(RawClient client, String tool, String arguments) throws IOException {
    return client.post("db", FidelityIT.call("1", tool, arguments), TOKEN).body();
  }

  private static Decision last(Rig rig) {
    return rig.journal().stream()
        .filter(JournalRecord.Decided.class::isInstance)
        .map(r -> ((JournalRecord.Decided) r).decision())
        .toList()
        .getLast();
  }

  @Test
  void refusesWhatAClauseDenies_beforeAnybodyIsAsked() throws IOException {
    try (StubUpstream upstream = answering(result("ok"));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      String refused = call(client, "query", "{\"query\":\"SELECT 1;/**/dRoP TABLE x\"}");
      String passed = call(client, "query", "{\"query\":\"SELECT 'drop table x'\"}");

      assertThat(refused).contains("\"isError\":true", "Reference: D-").doesNotContain("no-drop");
      assertThat(passed).isEqualTo(result("ok"));
      assertThat(upstream.count("tools/call")).isEqualTo(1);
      assertThat(rig.attempts()).hasSize(1);
      Decision denied =
          ((JournalRecord.Decided) rig.journal().get(rig.journalWords().indexOf("Decided")))
              .decision();
      assertThat(denied.reasons().getFirst().rule()).hasToString("no-drop v1");
      assertThat(rig.journalWords().getFirst()).isEqualTo("PolicyActivated");
    }
  }

  @Test
  void countsAClauseAsMet_whereAnArgumentIsOfAnotherType() throws IOException {
    try (StubUpstream upstream = answering(result("ok"));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      client.sendPost("db", FidelityIT.call("1", "pay", "{\"amount\":\"1e9\"}"), TOKEN);
      await().until(() -> rig.pending().size() == 1);
      assertThat(rig.pending().getFirst().request().reasons().getFirst().text())
          .contains("could not be evaluated", "another type");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void holdsForThoseWhoMayApprove_bindsWhatTheClauseNames_andJudgesAgain() throws IOException {
    try (StubUpstream upstream = answering(result("paid"));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      client.sendPost("db", FidelityIT.call("1", "pay", "{\"amount\":500,\"note\":\"a\"}"), TOKEN);
      await().until(() -> rig.pending().size() == 1);
      Approval pending = rig.pending().getFirst();
      assertThat(pending.request().binding()).isEqualTo(Set.of("amount"));
      rig.approve(pending.ref());

      assertThat(client.read().body()).isEqualTo(result("paid"));
      assertThat(last(rig).verdict().word()).isEqualTo("permit");
      assertThat(call(client, "pay", "{\"amount\":5}")).isEqualTo(result("paid"));
    }
  }

  @Test
  void tellsTheAgentToSayWhy() throws IOException {
    try (StubUpstream upstream = answering(result("ok"));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      assertThat(call(client, "export", "{}")).contains("say why in the argument", "isError");
      assertThat(call(client, "export", "{\"why\":\"quarterly audit\"}")).isEqualTo(result("ok"));
    }
  }

  @Test
  void masksAndKeepsBack_whatAResultBrings() throws IOException {
    String iban = "IBAN DE89 3704 0044 0532 0130 00";
    try (StubUpstream upstream = answering(result(iban));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      assertThat(call(client, "report", "{}")).contains("[iban]").doesNotContain("3704");
      assertThat(call(client, "query", "{\"query\":\"SELECT 1\"}")).contains("3704");
    }
    try (StubUpstream upstream = answering(result("the secret"));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      assertThat(call(client, "report", "{}"))
          .contains("result is not available")
          .doesNotContain("the secret");
      assertThat(last(rig).verdict().word()).isEqualTo("deny");
      List<Step.Completed> ends = rig.completions();
      assertThat(ends.getFirst().outcome().word()).isEqualTo("succeeded");
    }
  }

  @Test
  void servesNothing_whileAClauseDoesNotStopItsCanary() throws IOException {
    String canary =
        POLICY
            + """
            cases:
              - name: a drop
                call: {tool: db/query, arguments: {query: "DROP TABLE x"}}
                expect: deny
                by: [no-drop]
              - name: a big payment
                call: {tool: db/pay, arguments: {amount: 101}}
                expect: hold
                by: [big]
              - name: an account in a report
                call:
                  tool: db/report
                  result: {value: '{"content":[{"type":"text","text":"IBAN DE89370400440532013000"}]}'}
                expect: permit
                by: [numbers]
              - name: a secret in a report
                call:
                  tool: db/report
                  result: {value: '{"content":[]}', labels: [secret]}
                expect: deny
                by: [nothing-secret]
            """;
    try (StubUpstream upstream = answering(result("ok"))) {
      try (Rig rig = Rig.with("db", upstream).policy(canary).start()) {
        assertThat(rig.pending()).isEmpty();
        assertThat(rig.journalWords()).containsExactly("PolicyActivated");
      }
      String broken = canary.replace("DROP TABLE x", "SELECT 1");
      assertThatThrownBy(() -> Rig.with("db", upstream).policy(broken).start())
          .hasMessageContaining("clause no-drop: its canary \"a drop\"")
          .hasMessageContaining("was not decided by it");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void showsAndServesProfiles_ofThePrincipalsGroupsOnly() throws IOException {
    String list =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"query\"},{\"name\":\"pay\"}]}}";
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> reply.json(request.asks("tools/list") ? list : result("ok")));
        Rig rig = Rig.with("db", upstream).policy(POLICY).start();
        RawClient client = rig.client()) {
      String crew = "Authorization: Bearer " + Rig.SHARED_TOKEN;
      String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
      assertThat(client.post("db", request, crew).body()).contains("query").doesNotContain("pay");
      assertThat(client.post("db", request, TOKEN).body()).contains("query", "pay");
      assertThat(client.post("db", FidelityIT.call("1", "pay", "{\"amount\":1}"), crew).body())
          .contains("\"isError\":true");
      assertThat(upstream.count("tools/call")).isZero();
    }
  }
}
