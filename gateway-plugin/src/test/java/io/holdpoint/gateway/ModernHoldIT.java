// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.testing.InMemoryJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Held calls of clients that come back by themselves, or ask for a task. */
final class ModernHoldIT {

  private static final String NOTHING = "{}";
  private static final String PAGE = "{\"elicitation\":{\"url\":{}}}";
  static final String TASKS = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
  private static final String ARGUMENTS = "{\"to\":\"x\"}";
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void leadsUserToThePage_andGoesOnWithWhatIsBroughtBack() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      JsonNode asked = send(client, 1, ARGUMENTS, PAGE, "");
      String ref = HoldIT.onlyPending(rig).ref();
      JsonNode request = asked.at("/result/inputRequests/holdpoint-approval");

      assertThat(asked.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(request.path("method").asString()).isEqualTo("elicitation/create");
      assertThat(request.at("/params/mode").asString()).isEqualTo("url");
      assertThat(request.at("/params/url").asString())
          .isEqualTo("https://console.example/approvals/" + ref);
      rig.approve(ref);
      JsonNode done = send(client, 2, ARGUMENTS, PAGE, accepted(state(asked)));
      assertThat(done.at("/result/content/0/text").asString()).isEqualTo("ok");
      assertThat(upstream.received()).hasSize(1);
      assertThat(upstream.received().getFirst().body())
          .contains("\"arguments\":" + ARGUMENTS)
          .doesNotContain("requestState", "inputResponses");
    }
  }

  @Test
  void countsUsersAnswerForNothing_butHisRefusal() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      JsonNode asked = send(client, 1, ARGUMENTS, PAGE, "");
      JsonNode again = send(client, 2, ARGUMENTS, PAGE, accepted(state(asked)));
      assertThat(again.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(again.at("/result/inputRequests").isMissingNode()).isTrue();

      JsonNode declined =
          send(client, 3, ARGUMENTS, PAGE, accepted(state(again)).replace("accept", "decline"));
      assertThat(declined.at("/result/isError").asBoolean()).isTrue();
      assertThat(rig.pending()).hasSize(1);
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void asksCallerToComeBack_forSoManyRounds_thenLetsItRetry() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      JsonNode first = send(client, 1, ARGUMENTS, NOTHING, "");
      JsonNode second = send(client, 2, ARGUMENTS, NOTHING, stateOnly(state(first)));
      JsonNode last = send(client, 3, ARGUMENTS, NOTHING, stateOnly(state(second)));
      String ref = HoldIT.onlyPending(rig).ref();

      assertThat(first.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(second.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(last.at("/result/resultType").asString()).isEqualTo("complete");
      assertThat(last.at("/result/isError").asBoolean()).isTrue();
      assertThat(last.at("/result/content/0/text").asString()).contains("Reference: " + ref);
      assertThat(rig.attempts()).as("waiting is no loop").hasSize(1);
      rig.approve(ref);
      assertThat(send(client, 4, ARGUMENTS, NOTHING, "").at("/result/content/0/text").asString())
          .isEqualTo("ok");
    }
  }

  @Test
  void goesOnWithinTheLeg_whenApproved() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream, Duration.ofSeconds(8)).start();
        RawClient client = rig.client()) {
      post(client, 1, ARGUMENTS, NOTHING, "");
      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(json(client.read()).at("/result/content/0/text").asString()).isEqualTo("ok");
    }
  }

  @Test
  void refusesOtherArguments_thanWhatTheTicketIsFor() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      JsonNode asked = send(client, 1, ARGUMENTS, PAGE, "");
      Approval approval = HoldIT.onlyPending(rig);
      rig.approve(approval.ref());
      JsonNode other = send(client, 2, "{\"to\":\"y\"}", PAGE, accepted(state(asked)));

      assertThat(other.at("/result/isError").asBoolean()).isTrue();
      assertThat(other.toString()).doesNotContain("\\\"x\\\"");
      assertThat(upstream.received()).isEmpty();
      assertThat(HoldIT.find(rig, approval.ref()).nearMisses())
          .extracting(miss -> miss.arguments().masked())
          .containsExactly("{\"to\":\"y\"}");
    }
  }

  @Test
  void takesTicketOnce_andOnlyFromItsPrincipal() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client();
        RawClient stranger = rig.client()) {
      JsonNode asked = send(client, 1, ARGUMENTS, PAGE, "");
      rig.approve(HoldIT.onlyPending(rig).ref());
      post(
          stranger,
          2,
          ARGUMENTS,
          PAGE,
          accepted(state(asked)),
          "Authorization: Bearer " + Rig.SHARED_TOKEN);
      assertThat(json(stranger.read()).at("/result/isError").asBoolean()).isTrue();
      assertThat(upstream.received()).isEmpty();
      assertThat(send(client, 3, ARGUMENTS, PAGE, accepted(state(asked))).toString())
          .contains("ok");
      assertThat(
              send(client, 4, ARGUMENTS, PAGE, accepted(state(asked)))
                  .at("/result/isError")
                  .asBoolean())
          .isTrue();
      assertThat(upstream.received()).hasSize(1);
    }
  }

  /** Against a client that brings a ticket back once more: the desk knows what was used up. */
  @Test
  void ticketIsOfNoUse_afterARestart() throws Exception {
    InMemoryJournal journal = new InMemoryJournal();
    try (StubUpstream upstream = HoldIT.answering()) {
      String state;
      try (Rig rig = holding(upstream).journal(journal).start();
          RawClient client = rig.client()) {
        state = state(send(client, 1, ARGUMENTS, PAGE, ""));
        rig.approve(HoldIT.onlyPending(rig).ref());
        assertThat(send(client, 2, ARGUMENTS, PAGE, accepted(state)).toString()).contains("ok");
      }
      try (Rig rig = holding(upstream).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(send(client, 3, ARGUMENTS, PAGE, accepted(state)).toString())
            .doesNotContain("\"ok\"");
      }
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void passesForeignStateOn_andWaitsInPlace() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      post(client, 1, ARGUMENTS, PAGE, stateOnly("theirs"));
      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(json(client.read()).toString()).contains("ok");
      assertThat(upstream.received().getFirst().body()).contains("\"requestState\":\"theirs\"");
    }
  }

  @Test
  void becomesTask_thatRunsOnceItsCallerAsksAfterApproval() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      JsonNode task = send(client, 1, ARGUMENTS, TASKS, "");
      String id = task.at("/result/taskId").asString();
      assertThat(task.at("/result/resultType").asString()).isEqualTo("task");
      assertThat(task.at("/result/status").asString()).isEqualTo("working");
      assertThat(status(client, id)).isEqualTo("working");

      rig.approve(HoldIT.onlyPending(rig).ref());
      assertThat(upstream.received()).as("nobody has asked").isEmpty();
      await().until(() -> status(client, id).equals("completed"));
      JsonNode done = task(client, "get", id);
      assertThat(done.at("/result/resultType").asString()).isEqualTo("complete");
      assertThat(done.at("/result/result/content/0/text").asString()).isEqualTo("ok");
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void keepsTask_overRestart() throws Exception {
    InMemoryJournal journal = new InMemoryJournal();
    try (StubUpstream upstream = HoldIT.answering()) {
      String id;
      try (Rig rig = holding(upstream).journal(journal).start();
          RawClient client = rig.client()) {
        id = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      }
      try (Rig rig = holding(upstream).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(status(client, id)).isEqualTo("working");
        rig.approve(HoldIT.onlyPending(rig).ref());
        await().until(() -> status(client, id).equals("completed"));
      }
      try (Rig rig = holding(upstream).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(status(client, id)).as("it ran, its answer is gone").isEqualTo("failed");
      }
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void saysHowTaskEnded_whenDeniedOrTakenBack() throws Exception {
    try (StubUpstream upstream = HoldIT.answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      String denied = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      ApprovalWord.Spoken spoken = new ApprovalWord.Spoken("mira", "no", rig.clock().instant());
      rig.decide(HoldIT.onlyPending(rig).ref(), new ApprovalWord.Deny(spoken));
      JsonNode refused = task(client, "get", denied);
      assertThat(refused.at("/result/status").asString()).isEqualTo("completed");
      assertThat(refused.at("/result/result/isError").asBoolean()).isTrue();

      String back = send(client, 2, "{\"to\":\"z\"}", TASKS, "").at("/result/taskId").asString();
      String ref = HoldIT.onlyPending(rig).ref();
      assertThat(task(client, "cancel", back).at("/result/resultType").asString())
          .isEqualTo("complete");
      assertThat(status(client, back)).isEqualTo("cancelled");
      assertThat(HoldIT.find(rig, ref).state()).isInstanceOf(ApprovalState.Closed.class);
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void knowsNoTaskOfAnother() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(
                        "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32602,\"message\":\"\"}}"));
        Rig rig = holding(upstream).start();
        RawClient client = rig.client();
        RawClient stranger = rig.client()) {
      String id = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      rig.approve(HoldIT.onlyPending(rig).ref());
      postTask(stranger, "get", id, "Authorization: Bearer " + Rig.SHARED_TOKEN);

      assertThat(json(stranger.read()).at("/error/code").asInt()).isEqualTo(-32602);
      assertThat(upstream.count("tools/call")).isZero();
    }
  }

  static Rig.Builder holding(StubUpstream upstream) {
    return holding(upstream, Duration.ofMillis(150));
  }

  private static Rig.Builder holding(StubUpstream upstream, Duration leg) {
    return HoldIT.holding(upstream)
        .holds(
            new HoldSettings(
                leg,
                2,
                Duration.ofMillis(10),
                "https://console.example/approvals/",
                List.of(),
                Map.of(),
                Map.of()));
  }

  static JsonNode send(
      RawClient client, int id, String arguments, String declared, String broughtBack)
      throws IOException {
    post(client, id, arguments, declared, broughtBack);
    return json(client.read());
  }

  static void post(
      RawClient client,
      int id,
      String arguments,
      String declared,
      String broughtBack,
      String... headers)
      throws IOException {
    String body =
        ModernIT.call(id, "send_mail", arguments)
            .replace("clientCapabilities\":{}", "clientCapabilities\":" + declared)
            .replace("\"_meta\"", broughtBack + "\"_meta\"");
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 3);
    all[headers.length] = "MCP-Protocol-Version: 2026-07-28";
    all[headers.length + 1] = "Mcp-Method: tools/call";
    all[headers.length + 2] = "Mcp-Name: send_mail";
    client.sendPost("mail", body, all);
  }

  static JsonNode task(RawClient client, String verb, String id) throws IOException {
    postTask(client, verb, id, "X-None: 1");
    return json(client.read());
  }

  static String status(RawClient client, String id) throws IOException {
    return task(client, "get", id).at("/result/status").asString();
  }

  static void postTask(RawClient client, String verb, String id, String header) throws IOException {
    String body =
        ModernIT.call(9, "x", "{}")
            .replace("tools/call", "tasks/" + verb)
            .replace("\"name\":\"x\",\"arguments\":{}", "\"taskId\":\"" + id + "\"");
    client.sendPost(
        "mail",
        body,
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: tasks/" + verb,
        "Mcp-Name: " + id,
        header);
  }

  private static String accepted(String state) {
    return "\"inputResponses\":{\"holdpoint-approval\":{\"action\":\"accept\"}},"
        + stateOnly(state);
  }

  private static String stateOnly(String state) {
    return "\"requestState\":\"" + state + "\",";
  }

  private static String state(JsonNode answer) {
    return answer.at("/result/requestState").asString();
  }

  static JsonNode json(RawClient.Answer answer) {
    return JSON.readTree(answer.body());
  }
}
