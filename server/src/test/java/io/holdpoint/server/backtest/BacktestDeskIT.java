// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.record.file.InputLog;
import io.holdpoint.engine.record.file.RecordSettings;
import io.holdpoint.engine.record.file.SealedRecord;
import io.holdpoint.model.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class BacktestDeskIT {
  private static final byte[] KEY = new byte[32];
  private static final String RULE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: Any mail
      description: For a test.
      detect: {filter: "ToolCall(egress = true)"}
      action: {verdict: hold}
      mode: shadow
      explain: never
      """;

  private final FakeClock clock = new FakeClock();
  @TempDir private Path folder;

  @Test
  void runs_aBacktestAsAJob() {
    record();
    try (BacktestDesk desk = desk()) {
      JsonNode job = json(begin(desk, RULE, "7d"), 202);
      JsonNode done = done(desk, "/backtests/{id}", Map.of("id", job.path("id").asString()));
      assertThat(done.path("percent").asInt()).isEqualTo(100);
      assertThat(done.path("operator").asString()).isEqualTo("mira");
      JsonNode line = done.path("result").path("candidate").path(0);
      assertThat(line.path("rule").asString()).isEqualTo("ACME-CHAIN-001");
      assertThat(line.path("blocks").asInt()).isEqualTo(40);
      assertThat(done.path("result").path("active")).hasSize(RecordedDays.SHIPPED.rules().size());
    }
  }

  @Test
  void says_whatARuleWouldHaveDoneWereItEnforced() {
    record();
    try (BacktestDesk desk = desk()) {
      ask(desk, Method.GET, "/rules/{id}/shadow", Map.of("id", "HP-CHAIN-001"), "");
      JsonNode done = done(desk, "/rules/{id}/shadow", Map.of("id", "HP-CHAIN-001"));
      assertThat(done.path("result").path("candidate").path(0).path("contained").asInt())
          .isEqualTo(4);
      assertThat(
              ask(desk, Method.GET, "/rules/{id}/shadow", Map.of("id", "NO-SUCH-001"), "").status())
          .isEqualTo(404);
    }
  }

  @Test
  void cancels_whatIsUnderWay() {
    record();
    try (BacktestDesk desk = desk()) {
      JsonNode first = json(begin(desk, RULE, "7d"), 202);
      JsonNode second = json(begin(desk, RULE, "7d"), 202);
      JsonNode cancelled =
          json(
              ask(
                  desk,
                  Method.DELETE,
                  "/backtests/{id}",
                  Map.of("id", second.path("id").asString()),
                  ""),
              200);
      assertThat(cancelled.path("state").asString()).isIn("cancelled", "done");
      done(desk, "/backtests/{id}", Map.of("id", first.path("id").asString()));
      assertThat(json(ask(desk, Method.GET, "/backtests", Map.of(), ""), 200).path("backtests"))
          .hasSize(2);
    }
  }

  @Test
  void refuses_whatIsNoRule() {
    record();
    try (BacktestDesk desk = desk()) {
      OperatorRoute.Answer broken = begin(desk, "id: 7\n", "7d");
      assertThat(broken.status()).isEqualTo(422);
      assertThat(broken.json()).contains("tried.yaml:1").doesNotContain(folder.toString());
      assertThat(begin(desk, RULE, "soon").status()).isEqualTo(422);
      assertThat(ask(desk, Method.POST, "/backtests", Map.of(), "{").status()).isEqualTo(422);
    }
    SealedRecord.discard(folder);
    try (BacktestDesk desk = desk()) {
      assertThat(begin(desk, RULE, "7d").status()).isEqualTo(409);
    }
  }

  private void record() {
    try (SealedRecord record = SealedRecord.open(folder, KEY, RecordSettings.DEFAULTS, clock)) {
      RecordedDays.play(record, clock);
    }
  }

  private BacktestDesk desk() {
    return new BacktestDesk(
        () -> RecordedDays.SHIPPED,
        EngineSettings.DEFAULTS,
        new InputLog(folder, KEY),
        clock,
        rule -> Optional.of(clock.instant()));
  }

  private static OperatorRoute.Answer begin(BacktestDesk desk, String rule, String since) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("since", since);
    body.putArray("rules").addObject().put("name", "tried.yaml").put("text", rule);
    return ask(desk, Method.POST, "/backtests", Map.of(), body.toString());
  }

  private static JsonNode done(BacktestDesk desk, String path, Map<String, String> names) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> JsonMapper.shared().readTree(ask(desk, Method.GET, path, names, "").json()),
            job -> job.path("state").asString("").equals("done"));
  }

  private static JsonNode json(OperatorRoute.Answer answer, int status) {
    assertThat(answer.status()).as(answer.json()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.json());
  }

  private static OperatorRoute.Answer ask(
      BacktestDesk desk, Method method, String path, Map<String, String> names, String body) {
    return desk.routes().stream()
        .filter(route -> route.method() == method && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .handler()
        .answer(new OperatorRoute.Request(Operator.of("mira", Role.ADMIN), names, Map.of(), body));
  }
}
