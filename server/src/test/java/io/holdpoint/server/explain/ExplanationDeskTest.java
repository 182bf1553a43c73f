// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.explain.Explainer;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ExplanationDeskTest {
  private static final RuleSet RULES = RuleSet.load(List.of(), true, null);

  private final MemoryRecord record = new MemoryRecord();
  private final InMemorySessionStore store = new InMemorySessionStore();

  @Test
  void tells_whyARuleMatched_withItsProof() {
    Detection detection = detect();
    store.append(List.of(), List.of(new DetectionRow("default", detection)));

    OperatorRoute.Answer answer = ask(detection.id());

    assertThat(answer.status()).isEqualTo(200);
    JsonNode told = JsonMapper.shared().readTree(answer.json());
    assertThat(told.path("rule").path("id").asString()).isEqualTo("HP-CHAIN-001");
    assertThat(told.path("steps")).hasSize(2);
    assertThat(told.path("steps").path(0).path("withoutItNoMatch").asBoolean()).isTrue();
    assertThat(told.path("counterfactual").path("verified").asBoolean()).isTrue();
    assertThat(told.path("facts").path("secretSeen").asString()).isEqualTo("true");
    assertThat(answer.json()).doesNotContain("hunter2");
  }

  @Test
  void knows_noOtherDetections() {
    assertThat(ask("d-0123456789abcdef").status()).isEqualTo(404);
    assertThat(ask("../etc").status()).isEqualTo(404);
  }

  private OperatorRoute.Answer ask(String id) {
    ExplanationDesk desk =
        new ExplanationDesk(
            store,
            "default",
            record,
            new Explainer(RULES, EngineSettings.DEFAULTS, Vocabulary.shipped()),
            session -> Optional.empty());
    return desk.routes()
        .getFirst()
        .handler()
        .answer(
            new OperatorRoute.Request(
                Operator.of("mira", Role.ADMIN), Map.of("id", id), Map.of(), ""));
  }

  private Detection detect() {
    CorrelationEngine engine =
        new CorrelationEngine(
            EngineSettings.DEFAULTS.withShards(1),
            RULES,
            new FakeClock(),
            Vocabulary.shipped(),
            record,
            Witness.NONE);
    try (engine) {
      Step.Attempted read =
          Fixtures.attempt(
              1,
              Fixtures.session(1),
              Fixtures.tool("read_secret", Set.of(Effect.READ), Set.of(DataLabel.SECRET)),
              "{}",
              Fixtures.NOW);
      engine.assess(read, new ClearView("{}"));
      engine.complete(Fixtures.completion(read, "\"hunter2\""), new ClearView("\"hunter2\""));
      Step.Attempted send =
          Fixtures.attempt(
              2,
              Fixtures.session(1),
              Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of()),
              "{}",
              Fixtures.NOW);
      return engine
          .assess(send, new ClearView("{}"))
          .toCompletableFuture()
          .join()
          .detections()
          .getFirst();
    }
  }
}
