// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.PolicyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PolicyDeskTest {

  @TempDir Path folder;

  private final InMemoryJournal journal = new InMemoryJournal();
  private PolicyDesk desk;

  @BeforeEach
  void open() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("shop.yaml"),
            """
            apiVersion: holdpoint/v1
            kind: Policy
            otherwise: permit
            clauses:
              - id: shop.no-drops
                title: Nobody drops tables
                tools: [db/query]
                when: args.query.contains("drop")
                do: deny
              - id: shop.big-orders
                title: Big orders wait
                tools: [shop/order]
                do: hold
            """);
    FakeClock clock = new FakeClock();
    ToolCatalogue catalogue =
        Catalogues.read(
            List.of(), new PayloadDigester("a".repeat(32).getBytes(StandardCharsets.UTF_8)));
    PolicyReader reader = new PolicyReader(new PolicyLanguage());
    Policies policies =
        Policies.open(
            () -> List.of(PolicyFiles.read(file)), reader, journal, catalogue, Map.of(), clock);
    desk = new PolicyDesk(policies, catalogue, clock);
  }

  @Test
  void standing_tellsEveryClause_withoutFolders() {
    JsonNode policy = json(ask(Method.GET, "/policy", ""), 200);

    assertThat(policy.path("version").asInt()).isEqualTo(1);
    assertThat(policy.path("otherwise").asString()).isEqualTo("permit");
    assertThat(policy.path("clauses")).hasSize(2);
    assertThat(policy.path("clauses").path(0).path("does").asString()).isEqualTo("deny");
    assertThat(policy.path("clauses").path(0).path("at").asString()).startsWith("shop.yaml:");
    assertThat(policy.toString()).doesNotContain(folder.toString());
  }

  @Test
  void explain_saysWhatEveryClauseSays_andRecordsNothing() {
    int before = journal.records().size();
    JsonNode denied =
        json(
            explain("{\"tool\":\"db/query\",\"arguments\":{\"query\":\"drop table users\"}}"), 200);
    JsonNode held = json(explain("{\"tool\":\"shop/order\"}"), 200);
    JsonNode free =
        json(explain("{\"tool\":\"db/query\",\"arguments\":{\"query\":\"select 1\"}}"), 200);

    assertThat(denied.path("verdict").asString()).isEqualTo("deny");
    assertThat(denied.path("reasons").path(0).asString()).contains("Nobody drops tables");
    assertThat(denied.path("clauses").path(0).path("applies").asBoolean()).isTrue();
    assertThat(denied.path("clauses").path(1).path("why").asString()).contains("other tools");
    assertThat(held.path("verdict").asString()).isEqualTo("hold");
    assertThat(free.path("verdict").asString()).isEqualTo("permit");
    assertThat(journal.records()).hasSize(before);
  }

  @Test
  void explain_saysWhatIsWrongWithACall() {
    JsonNode wrong = json(explain("{\"tool\":\"query\",\"sesion\":{}}"), 422);

    assertThat(wrong.path("code").asString()).isEqualTo("policy.invalid");
    assertThat(wrong.path("message").asString()).contains("expected: upstream/tool", "sesion");
    assertThat(explain("{").status()).isEqualTo(422);
    assertThat(explain("{\"tool\":\"" + "x".repeat(70_000) + "\"}").status()).isEqualTo(413);
  }

  private Answer explain(String body) {
    return ask(Method.POST, "/policy/explain", body);
  }

  private Answer ask(Method method, String path, String body) {
    OperatorRoute route =
        desk.routes().stream()
            .filter(one -> one.method() == method && one.path().equals(path))
            .findFirst()
            .orElseThrow();
    return route
        .handler()
        .answer(new Request(Operator.of("mira", Role.ADMIN), Map.of(), Map.of(), body));
  }

  private static JsonNode json(Answer answer, int status) {
    assertThat(answer.status()).as(answer.json()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.json());
  }
}
