// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.api.json.HostReply;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClaudeCodeHooksIT {

  private static final String ARGUMENTS = "{\"path\":\"a.txt\"}";

  @Test
  void permit_saysNothing_soThatItsOwnQuestionsStand() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      assertThat(hook(rig, "", pre("t1", "Read", ARGUMENTS))).isEqualTo("{}");
      assertThat(hook(rig, "", post("t1", "Read", ARGUMENTS))).isEqualTo("{}");
      assertThat(rig.attempts().getFirst().tool().qualifiedName()).isEqualTo("claude-code/Read");
      assertThat(rig.journalWords()).endsWith("Completed");
    }
  }

  @Test
  void denied_isToldInItsWords() throws Exception {
    try (Rig rig = rig(Verdict.Deny.PLAIN)) {
      assertThat(hook(rig, "", pre("t1", "mcp__mail__send_mail", "{}")))
          .contains("\"permissionDecision\":\"deny\"", "Reference: D-")
          .doesNotContain("continue");
      assertThat(rig.attempts().getFirst().tool().qualifiedName()).isEqualTo("mail/send_mail");
    }
  }

  @Test
  void held_isToldAsTheAddressSays() throws Exception {
    try (Rig rig = rig(new Verdict.Hold(Duration.ofMinutes(1), Set.of()))) {
      for (String word : List.of("deny", "ask", "defer")) {
        assertThat(hook(rig, "wait=0&hold=" + word, pre(word, "send", "{}")))
            .contains("\"permissionDecision\":\"" + word + "\"", "Reference: H-");
      }
    }
  }

  @Test
  void faultyToolEvent_isADenial_sinceItsHostGoesOnOtherwise() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      assertThat(hook(rig, "", "{\"hook_event_name\":\"PreToolUse\",\"session_id\":\"s\"}"))
          .contains("\"permissionDecision\":\"deny\"", "tool_name: got nothing");
      assertThat(hook(rig, "principal=nobody", pre("t1", "Read", "{}")))
          .contains("\"permissionDecision\":\"deny\"", "speak for");
      assertThat(answer(rig, "", "nonsense").status()).isEqualTo(400);
    }
  }

  @Test
  void subAgent_isOfTheTreeOfItsSession_andEndsAlone() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      hook(rig, "", pre("t1", "Task", "{}"));
      hook(rig, "", sub("SubagentStart"));
      hook(rig, "", sub("PreToolUse"));
      hook(rig, "", sub("SubagentStop"));

      List<Step.Attempted> attempts = rig.attempts();
      assertThat(attempts.get(1).session().root()).isEqualTo(attempts.get(0).session().id());
      assertThat(rig.monitor().endedSessions())
          .extracting(s -> s.id())
          .containsExactly(attempts.get(1).session().id());
    }
  }

  @Test
  void killed_stopsTheHost_atEveryEvent() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      hook(rig, "", pre("t1", "Read", "{}"));
      rig.bus()
          .publish(
              new Signal.Kill(
                  Fixtures.header(
                      "K-1", rig.attempts().getFirst().session(), rig.clock().instant())));

      for (String event :
          List.of(
              pre("t2", "Read", "{}"),
              post("t1", "Read", "{}"),
              event("UserPromptSubmit", "\"prompt\":\"go on\""),
              event("SessionStart", "\"source\":\"resume\""),
              event("Stop", "\"last_assistant_message\":\"done\""),
              event("SomethingNew", "\"x\":1"))) {
        assertThat(hook(rig, "", event)).as(event).contains("\"continue\":false", "K-1");
      }
    }
  }

  @Test
  void callSeenByHookAndProxy_countsOnce_andIsOfTheHostsSession() throws Exception {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(ANSWER));
        Rig rig = Rig.with("files", upstream).start()) {
      hook(rig, "", pre("toolu_1", "mcp__files__read", ARGUMENTS));
      assertThat(call(rig, "toolu_1", ARGUMENTS)).contains("fine");
      assertThat(hook(rig, "", post("toolu_1", "mcp__files__read", ARGUMENTS))).isEqualTo("{}");

      assertThat(rig.attempts())
          .extracting(a -> a.id())
          .containsOnly(rig.attempts().getFirst().id());
      assertThat(rig.completions()).hasSize(1);
      assertThat(rig.journalWords().stream().filter("Attempted"::equals)).hasSize(1);
      assertThat(rig.attempts().getLast().session().key().source()).isEqualTo(KeySource.HOST);
    }
  }

  @Test
  void otherArguments_orATaintInBetween_areACallOfItsOwn() throws Exception {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(ANSWER));
        Rig rig = Rig.with("files", upstream).start()) {
      hook(rig, "", pre("toolu_1", "mcp__files__read", ARGUMENTS));
      call(rig, "toolu_1", "{\"path\":\"b.txt\"}");
      assertThat(rig.attempts()).hasSize(2);

      hook(rig, "", pre("toolu_2", "Read", "{}"));
      hook(
          rig,
          "",
          event("PostToolUse", tool("toolu_2", "Read", "{}") + ",\"tool_response\":\"secret\""));
      call(rig, "toolu_1", ARGUMENTS);
      assertThat(rig.attempts()).extracting(a -> a.id()).doesNotHaveDuplicates().hasSize(4);
    }
  }

  private static final String ANSWER =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"fine\"}]}}";

  private static String call(Rig rig, String callId, String arguments) throws IOException {
    try (RawClient client = rig.client()) {
      return client
          .post(
              "files",
              "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"read\","
                  + "\"arguments\":"
                  + arguments
                  + ",\"_meta\":{\"claudecode/toolUseId\":\""
                  + callId
                  + "\"}}}",
              "Authorization: Bearer " + Rig.TOKEN)
          .body();
    }
  }

  private static String pre(String id, String tool, String input) {
    return event("PreToolUse", tool(id, tool, input));
  }

  private static String post(String id, String tool, String input) {
    return event("PostToolUse", tool(id, tool, input) + ",\"tool_response\":{\"ok\":true}");
  }

  private static String sub(String event) {
    return event(
        event,
        "\"agent_id\":\"a1\",\"agent_type\":\"Explore\"," + tool("sub-" + event, "Read", "{}"));
  }

  private static String tool(String id, String tool, String input) {
    return "\"tool_use_id\":\"" + id + "\",\"tool_name\":\"" + tool + "\",\"tool_input\":" + input;
  }

  private static String event(String name, String more) {
    return "{\"session_id\":\"5f1c\",\"cwd\":\"/w\",\"hook_event_name\":\""
        + name
        + "\","
        + more
        + "}";
  }

  private static String hook(Rig rig, String query, String event) throws Exception {
    HostReply reply = answer(rig, query, event);
    assertThat(reply.status()).as(reply.json()).isEqualTo(200);
    return reply.json();
  }

  private static HostReply answer(Rig rig, String query, String event) throws Exception {
    Host host = rig.gateway().hosts().authenticate(Rig.HOST_TOKEN).orElseThrow();
    return new ClaudeCodeHooks(rig.decisions())
        .answer(host, query, event.getBytes(UTF_8))
        .toCompletableFuture()
        .get(10, SECONDS);
  }

  /** Whatever sends gets this verdict. */
  private static Rig rig(Verdict verdict) throws IOException {
    Reason reason = new Reason("rule.matched", null, "A person must look.", List.of());
    Contribution voice = new Contribution("engine", verdict, reason);
    return new Rig.Builder()
        .monitor(
            new ScriptedMonitor(
                attempt ->
                    attempt.tool().name().startsWith("send")
                        ? new Assessment(Decision.of(voice, attempt.at()), List.of(), List.of(), 50)
                        : ScriptedMonitor.permit(attempt.at())))
        .start();
  }
}
