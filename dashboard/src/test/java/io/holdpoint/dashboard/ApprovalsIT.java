// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Held calls over the API: who may say what, and what is told. */
final class ApprovalsIT {

  @TempDir Path folder;

  @Test
  void heldCall_isShown_withWhatCameBefore() {
    try (Running running = Running.with(folder)) {
      Session session = Fixtures.session(1);
      running.store.append(
          new Steps(session, 0, Fixtures.NOW)
              .call("files/read", Set.of(Effect.READ), Set.of(DataLabel.SECRET), "{}")
              .rows(),
          List.of());
      running.desk.put(held("H-00000001", session, Fixtures.NOW));
      JsonNode approval = running.get("/approvals?state=pending").path("approvals").path(0);

      assertThat(approval.path("ref").asString()).isEqualTo("H-00000001");
      assertThat(approval.path("principal").asString()).isEqualTo("support-triage");
      assertThat(approval.at("/arguments/masked").asString()).isEqualTo("{\"to\":\"x\"}");
      assertThat(approval.at("/reasons/0/rule/id").asString()).isEqualTo("HP-TEST");
      assertThat(approval.at("/chain/0/tool").asString()).isEqualTo("files/read");
      assertThat(approval.at("/chain/0/evidence").asBoolean()).isTrue();
      assertThat(running.get("/approvals/H-00000001").toString()).isEqualTo(approval.toString());
    }
  }

  @Test
  void word_needsReason_andAKnownScope_andCounts() {
    try (Running running = Running.with(folder)) {
      running.desk.put(held("H-00000001", Fixtures.session(1), Fixtures.NOW));
      String approve = "/approvals/H-00000001/approve";

      assertThat(Running.error(running.post(approve, "{\"reason\":\" \"}")))
          .isEqualTo("400 approval.reason-missing");
      assertThat(Running.error(running.post(approve, "{\"reason\":\"x\",\"scope\":\"always\"}")))
          .isEqualTo("400 approval.scope");
      assertThat(Running.error(running.post(approve, "{\"reason\":\"x\",\"until\":\"soon\"}")))
          .isEqualTo("400 approval.until");
      assertThat(Running.error(running.post("/approvals/H-9/approve", "{\"reason\":\"x\"}")))
          .isEqualTo("404 approval.unknown");

      JsonNode said = Running.json(running.post(approve, "{\"reason\":\"ticket 4711\"}"));
      assertThat(said.path("state").asString()).isEqualTo("approved");
      assertThat(said.at("/said/by").asString()).isEqualTo("operator");
      assertThat(said.at("/said/word").asString()).isEqualTo("once");
      assertThat(Running.error(running.post(approve, "{\"reason\":\"again\"}")))
          .isEqualTo("409 approval.settled");
      assertThat(running.get("/approvals?state=pending").path("approvals").size()).isZero();
      assertThat(running.get("/approvals").path("approvals").size()).isEqualTo(1);
    }
  }

  @Test
  void edit_isProposed_andApprovedByItsDigest() {
    try (Running running = Running.with(folder)) {
      Approval held = held("H-00000001", Fixtures.session(1), Fixtures.NOW);
      ApprovalTerms two =
          new ApprovalTerms(Set.of(), 2, Set.of("leads"), Duration.ofMinutes(5), Set.of(), true);
      running.desk.put(
          new Approval(
              held.ref(),
              held.request().on(two),
              held.labels(),
              held.askedAt(),
              held.expiresAt(),
              held.state(),
              1,
              List.of(
                  new Approval.NearMiss(
                      new Payload(Digest.NONE, 9, "{\"to\":\"y\"}"), Fixtures.NOW))));
      String approve = "/approvals/H-00000001/approve";
      for (String bad : List.of("[1]", "{}", "{\"to\":\"\u2592 email\"}")) {
        assertThat(
                Running.error(running.post(approve, "{\"reason\":\"x\",\"change\":" + bad + "}")))
            .isEqualTo("400 approval.edit");
      }
      JsonNode voted =
          Running.json(running.post(approve, "{\"reason\":\"x\",\"change\":{\"to\":\"z\"}}"));
      String digest = voted.at("/quorum/votes/0/edit/digest").asString();

      assertThat(voted.path("state").asString()).isEqualTo("pending");
      assertThat(voted.at("/quorum/missing").asInt()).isEqualTo(1);
      assertThat(voted.at("/quorum/escalatesAt").asString()).isEqualTo("2026-11-21T12:05:00Z");
      assertThat(voted.at("/differences/0/0").toString())
          .isEqualTo("{\"name\":\"to\",\"was\":\"\\\"x\\\"\",\"is\":\"\\\"y\\\"\"}");
      assertThat(Running.error(running.post(approve, "{\"reason\":\"x\",\"proposal\":\"0\"}")))
          .isEqualTo("409 approval.other-proposal");
      JsonNode said =
          Running.json(running.post(approve, "{\"reason\":\"x\",\"proposal\":\"" + digest + "\"}"));
      assertThat(said.at("/said/edit/change").asString()).isEqualTo("{\"to\":\"z\"}");
    }
  }

  @Test
  void batch_isDecidedInOneGo_ofThoseThatWaitAlike() {
    try (Running running = Running.with(folder)) {
      Approval first = held("H-00000001", Fixtures.session(1), Fixtures.NOW);
      running.desk.put(first);
      running.desk.put(alike("H-00000002", first));
      running.desk.put(held("H-00000003", Fixtures.session(2), Fixtures.NOW));
      String deny = "/approvals/H-00000001/deny";

      assertThat(Running.error(running.post(deny, "{\"reason\":\"x\",\"batch\":[\"H-00000003\"]}")))
          .isEqualTo("400 approval.batch");
      running.post(deny, "{\"reason\":\"x\",\"batch\":[\"H-00000001\",\"H-00000002\"]}");
      JsonNode left = running.get("/approvals?state=pending").path("approvals");
      assertThat(left.size()).isEqualTo(1);
      assertThat(left.at("/0/ref").asString()).isEqualTo("H-00000003");
    }
  }

  static Approval alike(String ref, Approval first) {
    return new Approval(
        ref,
        first.request(),
        first.labels(),
        first.askedAt(),
        first.expiresAt(),
        first.state(),
        1,
        List.of(),
        List.of(),
        first.ref());
  }

  @Test
  void agentsToken_mayNotDecide() {
    try (Running running = Running.with(folder)) {
      running.desk.put(held("H-00000001", Fixtures.session(1), Fixtures.NOW));
      HttpRequest.Builder request =
          running
              .anonymous("/api/v1/approvals/H-00000001/approve")
              .header("Authorization", "Bearer agent-token-0000000001")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"let me\"}"));

      assertThat(running.send(request).statusCode()).isEqualTo(401);
      assertThat(running.get("/approvals?state=pending").path("approvals").size()).isEqualTo(1);
    }
  }

  @Test
  void askedAndDecided_areEvents() {
    try (Running running = Running.with(folder)) {
      long cursor = running.get("/approvals").path("cursor").asLong();
      running.desk.put(held("H-00000001", Fixtures.session(1), Fixtures.NOW));
      running.post("/approvals/H-00000001/deny", "{\"reason\":\"no\"}");
      List<String> told =
          running.stream(running.api("/events?after=" + cursor))
              .join()
              .body()
              .filter(line -> line.startsWith("data: ") && line.contains("H-00000001"))
              .limit(2)
              .toList();

      assertThat(told.getFirst()).contains("\"state\":\"pending\"", "\"chain\":[]");
      assertThat(told.getLast()).contains("\"state\":\"denied\"");
    }
  }

  /** A held call of a session whose first step is the evidence. */
  static Approval held(String ref, Session session, Instant now) {
    Step.Attempted attempt =
        Fixtures.attempt(
            900,
            session,
            Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of()),
            "{\"to\":\"x\"}",
            now);
    Reason reason =
        new Reason(
            "rule.matched",
            new RuleRef("HP-TEST", 1),
            "Mail to a stranger after a secret was read.",
            List.of(Fixtures.stepId(0)));
    ApprovalRequest request =
        new ApprovalRequest(
            attempt,
            "olga",
            Set.of(),
            attempt.arguments().digest(),
            attempt.arguments().digest(),
            List.of(reason),
            Duration.ofMinutes(10),
            "");
    return new Approval(
        ref,
        request,
        Set.of(DataLabel.SECRET),
        now,
        now.plus(Duration.ofMinutes(10)),
        new ApprovalState.Pending(),
        1,
        List.of());
  }
}
