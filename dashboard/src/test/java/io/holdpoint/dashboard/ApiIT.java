// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ApiIT {

  private static final RuleRef RULE = new RuleRef("HP-CHAIN-001", 3);

  @TempDir Path folder;

  @Test
  void health_tellsVersionAndSources_withoutLogin() {
    try (Running running = Running.with(folder)) {
      JsonNode health = Running.json(running.send(running.anonymous("/api/v1/health")));

      assertThat(health.path("status").asString()).isEqualTo("up");
      assertThat(health.path("version").asString()).isEqualTo("0.1.0-test");
      assertThat(health.path("startedAt").asString()).isEqualTo("2026-11-21T12:00:00Z");
      assertThat(health.path("sources").get(0).path("address").asString())
          .isEqualTo("http://127.0.0.1:7420/files/mcp");
    }
  }

  @Test
  void sources_tellLossesToOperatorsAndSendersToNobodyElse() {
    try (Running running = Running.with(folder)) {
      assertThat(running.send(running.anonymous("/api/v1/sources")).statusCode()).isEqualTo(401);
      assertThat(running.send(running.anonymous("/api/v1/health")).body()).doesNotContain("crew");

      JsonNode sources = running.get("/sources").path("sources");

      assertThat(sources.size()).isEqualTo(4);
      assertThat(sources.get(3).path("name").asString()).isEqualTo("crew");
      assertThat(sources.get(3).path("counts").path("missing").asInt()).isEqualTo(3);
      assertThat(sources.get(3).path("clockAheadMillis").asInt()).isEqualTo(-1250);
      assertThat(sources.get(0).path("clockAheadMillis").isNull()).isTrue();
    }
  }

  @Test
  void losses_becomeEventsOfTheFeed() {
    try (Running running = Running.with(folder)) {
      long before = running.feed.last();
      running.feed.lost(new CoverageLoss("crew", "missing", 3, 5, Fixtures.NOW));

      assertThat(running.feed.last()).isGreaterThan(before);
    }
  }

  @Test
  void session_showsFactsStepsAndDetections() {
    try (Running running = Running.with(folder)) {
      Steps steps = chain(running, Fixtures.session(1));

      JsonNode one = running.get("/sessions/s-00000001");
      JsonNode session = one.path("session");
      assertThat(session.path("state").asString()).isEqualTo("active");
      assertThat(session.path("agentName").asString()).isEqualTo("support-triage");
      assertThat(session.path("keySource").asString()).isEqualTo("mcp-session");
      assertThat(session.path("keyGrade").asString()).isEqualTo("G3");
      assertThat(session.path("steps").asInt()).isEqualTo(2);
      assertThat(session.path("denied").asInt()).isEqualTo(1);
      assertThat(session.path("labels").get(0).asString()).isEqualTo("secret");

      JsonNode page = running.get("/sessions/s-00000001/steps?offset=1&limit=1");
      assertThat(page.path("total").asInt()).isEqualTo(2);
      JsonNode denied = page.path("steps").get(0);
      assertThat(denied.path("verdict").asString()).isEqualTo("deny");
      assertThat(denied.path("reasons").get(0).path("rule").path("version").asInt()).isEqualTo(3);
      assertThat(denied.path("reasons").get(0).path("evidence").get(0).asString())
          .isEqualTo(steps.id(0).toString());

      JsonNode detections = running.get("/sessions/s-00000001/detections");
      assertThat(detections.path("detections").get(0).path("chain")).hasSize(2);
      assertThat(running.get("/detections?limit=5").path("detections")).hasSize(1);
      assertThat(running.get("/rules").path("rules").get(0).path("action").asString())
          .isEqualTo("kill");
    }
  }

  @Test
  void drift_isTold_orThatNothingIsHeld(@TempDir Path other) {
    try (Running running = Running.with(folder)) {
      chain(running, Fixtures.session(1));
      JsonNode report = running.get("/sessions/s-00000001/drift");
      assertThat(report.path("driftedAt").asInt()).isEqualTo(2);
      assertThat(report.path("steps").get(1).path("expected").get(0).path("share").asDouble())
          .isEqualTo(0.9);
      assertThat(report.path("baseline").path("cleanSessions").asInt()).isEqualTo(40);
    }
    try (Running running = Running.with(other)) {
      chain(running, Fixtures.session(2));
      assertThat(Running.error(running.send(running.api("/sessions/s-00000002/drift"))))
          .isEqualTo("404 drift.unknown");
    }
  }

  @Test
  void orders_arePublished_withOperatorAndReason() {
    try (Running running = Running.with(folder)) {
      chain(running, Fixtures.session(1));

      JsonNode paused = order(running, "pause");
      assertThat(paused.path("state").asString()).isEqualTo("paused");
      assertThat(order(running, "resume").path("state").asString()).isEqualTo("active");
      JsonNode killed = order(running, "kill");
      assertThat(killed.path("state").asString()).isEqualTo("killed");
      assertThat(killed.path("ref").asString()).matches("K-[0-9A-F]{8}");
      assertThat(killed.path("sequence").asLong()).isEqualTo(3);
      assertThat(killed.path("tookMicros").asLong()).isNotNegative();
      assertThat(order(running, "release").path("state").asString()).isEqualTo("killed");

      Signal.Header header = running.bus.signals().get(2).header();
      assertThat(header.author()).isEqualTo(new Author.Operator("operator"));
      assertThat(header.reason()).isEqualTo("mails a key");
      assertThat(header.target()).isEqualTo(Target.of(Fixtures.session(1)));
      assertThat(running.bus.signals().getLast()).isInstanceOf(Signal.Release.class);

      JsonNode one = running.get("/sessions/s-00000001");
      assertThat(one.path("session").path("gate").path("by").asString()).isEqualTo("operator");
      assertThat(one.path("signals")).hasSize(4);
      assertThat(running.get("/sessions?state=killed").path("sessions")).hasSize(1);
      assertThat(running.get("/sessions?state=active,ended").path("sessions")).isEmpty();
    }
  }

  @Test
  void endedSession_staysEnded_whenItsPrincipalIsKilledLater() {
    try (Running running = Running.with(folder)) {
      Session old = Fixtures.session(7);
      StepRow last = new Steps(old, 70, Fixtures.NOW).model("gpt").rows().getFirst();
      running.store.append(List.of(with(last, Steps.facts(old, 0, true))), List.of());
      running.bus.publish(
          new Signal.Kill(Fixtures.header("K-1", Fixtures.session(8), Fixtures.NOW)));

      assertThat(state(running, "s-00000007")).isEqualTo("ended");
      running.bus.publish(new Signal.Kill(Fixtures.header("K-2", old, Fixtures.NOW)));
      assertThat(state(running, "s-00000007")).isEqualTo("killed");
    }
  }

  @Test
  void sharedPrincipal_isRestrictedAfterAKill() {
    FakeClock clock = new FakeClock();
    try (Running running = new Running(folder, clock)) {
      Session killed = shared(1);
      running.bus.publish(new Signal.Kill(Fixtures.header("K-1", killed, Fixtures.NOW)));
      running.store.append(new Steps(shared(2), 20, Fixtures.NOW).model("gpt").rows(), List.of());

      JsonNode session = running.get("/sessions/s-00000002").path("session");
      assertThat(session.path("state").asString()).isEqualTo("restricted");
      assertThat(session.path("gate").path("allowed")).hasSize(2);
      clock.advance(Containment.REBIRTH_WINDOW);
      assertThat(state(running, "s-00000002")).isEqualTo("active");
    }
  }

  @Test
  void badOrders_areRefused_andPublishNothing() {
    try (Running running = Running.with(folder)) {
      chain(running, Fixtures.session(1));
      String path = "/sessions/s-00000001/kill";

      assertThat(Running.error(running.post(path, "{}"))).isEqualTo("400 signal.reason-missing");
      assertThat(Running.error(running.post(path, "{\"reason\":\"  \"}")))
          .isEqualTo("400 signal.reason-missing");
      assertThat(Running.error(running.post(path, "{\"reason\":7}")))
          .isEqualTo("400 signal.reason-missing");
      assertThat(Running.error(running.post(path, "{\"reason\""))).isEqualTo("400 body.malformed");
      assertThat(Running.error(running.post(path, "[]"))).isEqualTo("400 body.malformed");
      HttpResponse<String> unknown = running.post(path, "{\"reason\":\"x\",\"for\":\"5m\"}");
      assertThat(Running.error(unknown)).isEqualTo("400 body.unknown-member");
      assertThat(Running.json(unknown).path("message").asString())
          .isEqualTo("for: unknown member (expected: one of [reason, scope, second])");
      assertThat(Running.error(running.post("/sessions/s-99/kill", "{\"reason\":\"x\"}")))
          .isEqualTo("404 session.unknown");
      assertThat(Running.error(running.post(path, "{\"reason\":\"" + "x".repeat(70_000) + "\"}")))
          .isEqualTo("413 body.too-large");
      assertThat(running.bus.signals()).isEmpty();
    }
  }

  @Test
  void orders_reachAndLastAsFarAsTheyAreGiven() {
    try (Running running = Running.with(folder)) {
      chain(running, Fixtures.session(1));
      String path = "/sessions/s-00000001/";
      String wide = "{\"reason\":\"x\",\"scope\":\"agent\"}";

      assertThat(Running.error(running.post(path + "pause", wide)))
          .isEqualTo("400 signal.second-missing");
      assertThat(Running.error(running.post(path + "kill", wide.replace("agent", "all"))))
          .isEqualTo("400 signal.invalid");
      assertThat(Running.error(running.post(path + "restrict", "{\"reason\":\"x\"}")))
          .isEqualTo("400 signal.invalid");
      assertThat(running.bus.signals()).isEmpty();

      JsonNode answer =
          Running.json(
              running.post(
                  path + "restrict",
                  "{\"reason\":\"x\",\"scope\":\"principal\",\"second\":\"kim\",\"for\":\"90m\","
                      + "\"effects\":[\"read\"]}"));
      assertThat(answer.path("scope").asString()).isEqualTo("principal");
      assertThat(answer.path("state").asString()).isEqualTo("restricted");
      assertThat(running.bus.signals().getLast().header().author().label())
          .isEqualTo("operator with kim");
      assertThat(running.bus.signals().getLast().header().until())
          .isEqualTo(Fixtures.NOW.plusSeconds(5400));

      JsonNode all =
          Running.json(running.post("/everybody/pause", "{\"reason\":\"x\",\"second\":\"kim\"}"));
      assertThat(all.path("state").asString()).isEqualTo("paused");
      assertThat(state(running, "s-00000001")).isEqualTo("paused");
    }
  }

  @Test
  void sessionFromTelemetryOnly_cannotBeContained() {
    try (Running running = Running.with(folder)) {
      StepRow row = new Steps(Fixtures.session(3), 30, Fixtures.NOW).model("gpt").rows().getFirst();
      SessionFacts seen = row.session();
      SessionFacts telemetry =
          new SessionFacts(
              seen.id(),
              seen.root(),
              seen.tenant(),
              "",
              null,
              null,
              "",
              "crew",
              "",
              "",
              "",
              seen.startedAt(),
              0,
              false);
      running.store.append(List.of(with(row, telemetry)), List.of());

      assertThat(
              running.get("/sessions/s-00000003").path("session").path("containable").asBoolean())
          .isFalse();
      HttpResponse<String> refused =
          running.post("/sessions/s-00000003/kill", "{\"reason\":\"x\"}");
      assertThat(Running.error(refused)).isEqualTo("409 session.not-contained");
      assertThat(Running.json(refused).path("message").asString()).contains("telemetry only");
    }
  }

  @Test
  void signalThatIsNotDurable_isAnError() {
    try (Running running = new Running(folder, new FakeClock(), Optional.of(new FailingBus()))) {
      chain(running, Fixtures.session(1));

      assertThat(Running.error(running.post("/sessions/s-00000001/kill", "{\"reason\":\"x\"}")))
          .isEqualTo("503 signal.not-durable");
    }
  }

  @Test
  void badQueries_andUnknownPaths_arePrecise() {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> limit = running.send(running.api("/sessions?limit=0"));
      assertThat(Running.error(limit)).isEqualTo("400 query.invalid");
      assertThat(Running.json(limit).path("message").asString())
          .isEqualTo("limit: got \"0\" (expected: 1 to 1000)");
      assertThat(Running.error(running.send(running.api("/sessions?state=dead"))))
          .isEqualTo("400 query.invalid");
      assertThat(Running.error(running.send(running.api("/nothing"))))
          .isEqualTo("404 route.unknown");
      assertThat(Running.error(running.send(running.api("/rules").DELETE())))
          .isEqualTo("405 request.refused");
    }
  }

  @Test
  void brokenStore_isAnError_withoutItsText() {
    try (Running running = Running.with(folder)) {
      chain(running, Fixtures.session(1));
      running.store.breakDown();

      HttpResponse<String> answer = running.send(running.api("/sessions/s-00000001"));
      assertThat(Running.error(answer)).isEqualTo("500 internal");
      assertThat(answer.body()).doesNotContain("store");
    }
  }

  private static Steps chain(Running running, Session session) {
    Reason reason =
        new Reason("rule.matched", RULE, "A secret would leave.", List.of(Fixtures.stepId(0)));
    Steps steps =
        new Steps(session, 0, Fixtures.NOW)
            .call(
                "files/read_file",
                Set.of(Effect.READ),
                Set.of(DataLabel.SECRET),
                "{\"path\":\"k\"}")
            .risk(80)
            .denied("mail/send_mail", Set.of(Effect.EGRESS), "{\"to\":\"x@y.example\"}", reason);
    running.store.append(
        steps.rows(),
        List.of(steps.detection("d-1", RULE, Action.KILL, "A secret would leave.", 0, 1)));
    return steps;
  }

  private static JsonNode order(Running running, String verb) {
    HttpResponse<String> answer =
        running.post("/sessions/s-00000001/" + verb, "{\"reason\":\"mails a key\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Running.json(answer).path("action").asString()).isEqualTo(verb);
    return Running.json(answer);
  }

  private static String state(Running running, String id) {
    return running.get("/sessions/" + id).path("session").path("state").asString();
  }

  private static Session shared(int n) {
    return Fixtures.session(Fixtures.TRIAGE, PrincipalKind.SHARED, n, EvidenceGrade.G3);
  }

  private static StepRow with(StepRow row, SessionFacts facts) {
    return new StepRow(
        row.id(),
        "",
        facts,
        StepKind.MODEL_CALL,
        "",
        "gpt",
        row.startedAt(),
        1,
        "",
        "",
        Set.of(),
        Set.of(),
        List.of(),
        Payload.NONE,
        Payload.NONE,
        EvidenceGrade.G2);
  }

  private static final class FailingBus implements SignalBus {
    @Override
    public CompletionStage<Published> publish(Signal signal) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }

    @Override
    public Containment containment() {
      return Containment.NONE;
    }

    @Override
    public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
      return () -> {};
    }
  }
}
