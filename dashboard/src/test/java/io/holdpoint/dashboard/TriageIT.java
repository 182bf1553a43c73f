// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people make of detections, saved views, agents and comparisons, over the API. */
final class TriageIT {

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void tell() {
    running = Running.with(folder);
    new Story(running, new FakeClock().instant()).day();
    Tale.tell(running, new FakeClock().instant());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void judgement_isKept_andCountsForTheRule() {
    JsonNode answer =
        Running.json(
            running.post(
                "/detections/d-2207/triage",
                "{\"state\":\"confirmed\",\"reason\":\"mx7 is bad\"}"));
    assertThat(answer.path("history").get(0).path("by").asString()).isEqualTo("operator");
    running.post(
        "/detections/d-kill/triage", "{\"state\":\"false-positive\",\"reason\":\"a drill\"}");

    JsonNode rule = running.get("/rules/HP-CHAIN-001");
    assertThat(rule.path("hits").asInt()).isEqualTo(2);
    assertThat(rule.path("precision").asDouble()).isEqualTo(0.5);
    assertThat(running.get("/triage").path("triage").findValuesAsString("state"))
        .containsExactly("false-positive", "confirmed");

    running.post("/detections/d-2207/triage", "{\"state\":\"new\"}");
    assertThat(running.get("/detections/d-2207").path("history")).hasSize(2);
    assertThat(running.get("/rules/HP-CHAIN-001").path("confirmed").asInt()).isZero();
  }

  @Test
  void falsePositive_needsAReason_andStatesAreChecked() {
    assertThat(
            Running.error(
                running.post("/detections/d-2207/triage", "{\"state\":\"false-positive\"}")))
        .isEqualTo("400 triage.reason-missing");
    assertThat(Running.error(running.post("/detections/d-2207/triage", "{\"state\":\"fine\"}")))
        .isEqualTo("400 triage.state");
    assertThat(Running.error(running.post("/detections/d-none/triage", "{\"state\":\"new\"}")))
        .isEqualTo("404 detection.unknown");
    assertThat(Running.error(running.send(running.api("/rules/HP-NONE"))))
        .isEqualTo("404 rule.unknown");
  }

  @Test
  void note_isShown_withWhoWroteIt() {
    running.post("/detections/d-2207/notes?session=" + Tale.ID, "{\"text\":\"Same lure.\"}");
    JsonNode notes = running.get("/detections/d-2207?session=" + Tale.ID).path("notes");
    assertThat(notes.get(0).path("text").asString()).isEqualTo("Same lure.");
    assertThat(notes.get(0).path("by").asString()).isEqualTo("operator");
  }

  @Test
  void view_isSavedUnderItsName_andForgotten() {
    JsonNode view =
        Running.json(
            running.post(
                "/views", "{\"page\":\"fleet\",\"name\":\"On call\",\"query\":\"q=risk > 60\"}"));
    String id = view.path("id").asString();
    assertThat(running.get("/views").path("views").findValuesAsString("name"))
        .containsExactly("On call");
    assertThat(running.send(running.api("/views/" + id).DELETE()).statusCode()).isEqualTo(204);
    assertThat(Running.error(running.send(running.api("/views/" + id).DELETE())))
        .isEqualTo("404 view.unknown");
    assertThat(
            Running.error(
                running.post("/views", "{\"page\":\"moon\",\"name\":\"x\",\"query\":\"q=1\"}")))
        .isEqualTo("400 view.page");
  }

  @Test
  void agents_arePutTogetherFromTheirSessions() {
    JsonNode agents = running.get("/agents").path("agents");
    JsonNode triage = null;
    for (JsonNode agent : agents) {
      if (agent.path("name").asString().equals("support-triage")) {
        triage = agent;
      }
    }
    assertThat(triage).isNotNull();
    assertThat(triage.path("sessions").asInt()).isEqualTo(2);
    assertThat(triage.path("seenByGateway").asInt()).isEqualTo(2);
    assertThat(triage.path("principals").valueStream().map(JsonNode::asString))
        .containsExactly("svc-support", "svc-support-2");
    assertThat(triage.path("owner").asString()).isEmpty();
    assertThat(triage.path("maxRisk").asInt()).isEqualTo(86);
  }

  @Test
  void sessions_areComparedStepByStep() {
    JsonNode comparison =
        running.get("/sessions/" + Tale.ID + "/compare?with=s-c81e02fb").path("comparison");
    assertThat(comparison.path("leftTotal").asInt()).isEqualTo(24);
    assertThat(comparison.path("rightTotal").asInt()).isEqualTo(4);
    assertThat(Running.error(running.send(running.api("/sessions/s-c81e02fb/compare?with=s-x"))))
        .isEqualTo("404 session.unknown");
  }
}
