// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Event streams pass as they come, and only what may. */
@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class StreamIT {

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\","
          + "\"_meta\":{\"progressToken\":7}}}";
  private static final String PROGRESS =
      "event: message\r\nid: 4\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\","
          + "\"params\":{\"progressToken\":7,\"progress\":1}}\r\n\r\n";
  private static final String ANSWER =
      """
      data: {"jsonrpc":"2.0",
      data: "id":"q","result":{"content":[]}}

      """;
  private static final String ASK =
      "data: {\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"sampling/createMessage\",\"params\":"
          + "{\"messages\":[],\"maxTokens\":5}}\n\n";

  @Test
  void relaysEachEventAsItComes_andHoldsNoneBack() throws Exception {
    CountDownLatch progressSeen = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents("X-Accel-Buffering: no");
                  reply.events(": hello\n");
                  reply.events(PROGRESS.substring(0, 30));
                  reply.events(PROGRESS.substring(30));
                  awaitLatch(progressSeen);
                  reply.events(ANSWER);
                  reply.events("retry: 5\n\n");
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("files", CALL);
      assertThat(client.readHead().field("x-accel-buffering")).isEqualTo("no");
      assertThat(client.readChunk()).isEqualTo(": hello\n");
      String progress = client.readChunk();
      while (progress.length() < PROGRESS.length()) {
        progress += client.readChunk();
      }
      assertThat(progress).isEqualTo(PROGRESS);
      assertThat(rig.completions()).isEmpty();
      progressSeen.countDown();
      assertThat(client.readChunk()).isEqualTo(ANSWER);
      assertThat(rig.completions()).hasSize(1);
      assertThat(client.readChunk()).isEqualTo("retry: 5\n\n");
      assertThat(client.readChunk()).isEmpty();
      // The connection serves the next call.
      assertThat(rig.journalWords()).endsWith("Completed");
    }
  }

  @Test
  void endsUpstreamCall_whenModernClientLeavesTheStream() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  reply.events(PROGRESS);
                });
        Rig rig = Rig.with("files", upstream).start()) {
      try (RawClient client = rig.client()) {
        client.sendPost(
            "files",
            ModernIT.call(1, "read", "{}"),
            "MCP-Protocol-Version: 2026-07-28",
            "Mcp-Method: tools/call",
            "Mcp-Name: read");
        client.readHead();
        client.readChunk();
      }
      await().until(() -> upstream.closedByPeer() == 1);
      await().until(() -> rig.completions().size() == 1);
      assertThat(rig.completions().getFirst().outcome())
          .isEqualTo(new Outcome.Unknown("caller left"));
    }
  }

  @Test
  void endsUpstreamStream_whenClientLeavesAnIdleGetStream() throws Exception {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.beginEvents());
        Rig rig = Rig.with("files", upstream).start()) {
      try (RawClient client = rig.client()) {
        client.send(
            "GET /files/mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                + "Last-Event-ID: 3\r\n\r\n");
        client.readHead();
      }
      await().until(() -> upstream.closedByPeer() == 1);
      assertThat(upstream.received().getFirst().head().field("last-event-id")).isEqualTo("3");
    }
  }

  @Test
  void judgesWhatServerAsks_andEndsTheStepWithTheClientsAnswer() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.body().contains("\"id\":77")) {
                    reply.answer(202, "", "");
                    answered.countDown();
                  } else {
                    reply.beginEvents();
                    reply.events(ASK);
                    awaitLatch(answered);
                    reply.events(ANSWER);
                    reply.endEvents();
                  }
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client();
        RawClient second = rig.client()) {
      client.sendPost("files", CALL);
      client.readHead();
      assertThat(client.readChunk()).isEqualTo(ASK);
      assertThat(rig.attempts().getLast().kind()).isEqualTo(StepKind.SAMPLING);
      assertThat(
              second
                  .post(
                      "files",
                      "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{\"role\":\"assistant\"}}")
                  .status())
          .isEqualTo(202);
      assertThat(client.readChunk()).isEqualTo(ANSWER);

      assertThat(rig.completions())
          .extracting(c -> c.outcome().word())
          .containsExactly("succeeded", "succeeded");
      assertThat(rig.spans().reports()).hasSize(2);
    }
  }

  /** A stream that never began has no end either: whoever waits for it gets an answer. */
  @Test
  void answersWhoListens_whenItShutsDownBeforeTheStreamBegan() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (StubUpstream upstream =
        new StubUpstream(
            (request, reply) -> {
              asked.countDown();
              awaitLatch(over);
            })) {
      Rig rig = Rig.with("files", upstream).start();
      RawClient client = rig.client();
      client.send("GET /files/mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
      awaitLatch(asked);
      rig.close();
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.head().field("retry-after")).isEqualTo("2");
      over.countDown();
      client.close();
    }
  }

  @Test
  void keepsDeniedAskFromClient_andAnswersTheServer() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    ScriptedMonitor monitor =
        new ScriptedMonitor(
            attempt ->
                attempt.kind() == StepKind.SAMPLING
                    ? deny()
                    : ScriptedMonitor.permit(attempt.at()));
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.body().contains("\"id\":77")) {
                    reply.answer(202, "", "");
                    refused.countDown();
                  } else {
                    reply.beginEvents();
                    reply.events(ASK);
                    awaitLatch(refused);
                    reply.events(ANSWER);
                    reply.endEvents();
                  }
                });
        Rig rig = Rig.with("files", upstream).monitor(monitor).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", CALL);

      assertThat(answer.body()).isEqualTo(ANSWER);
      assertThat(upstream.received().getLast().body())
          .contains("\"id\":77", "\"error\"", "-31001")
          .doesNotContain("HP-");
    }
  }

  @Test
  void judgesInputRequests_insideModernResults() throws Exception {
    String result =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"input_required\",\"inputRequests\":"
            + "{\"a\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"password?\"}}}}}";
    ScriptedMonitor monitor =
        new ScriptedMonitor(
            attempt ->
                attempt.kind() == StepKind.ELICITATION
                    ? deny()
                    : ScriptedMonitor.permit(attempt.at()));
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json(result));
        Rig rig = Rig.with("files", upstream).monitor(monitor).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          ModernIT.post(client, "files", ModernIT.call(1, "read", "{}"), "read");

      assertThat(answer.body()).contains("\"isError\":true").doesNotContain("password");
      assertThat(rig.attempts())
          .extracting(a -> a.kind())
          .containsExactly(StepKind.TOOL_CALL, StepKind.ELICITATION);
    }
  }

  @Test
  void answersAsEvent_whenClientTakesOnlyStreams() throws Exception {
    ScriptedMonitor monitor = new ScriptedMonitor(attempt -> deny());
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.json("{}"));
        Rig rig = Rig.with("files", upstream).monitor(monitor).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", CALL, "Accept: text/event-stream");

      assertThat(answer.head().field("content-type")).isEqualTo("text/event-stream");
      assertThat(answer.body()).startsWith("event: message\ndata: {").endsWith("}\n\n");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void takesNothingMoreFromUpstream_whileClientDoesNotRead() throws Exception {
    String event =
        "data: {\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":\""
            + "x".repeat(60_000)
            + "\"}\n\n";
    int events = 500;
    List<Integer> sent = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  for (int i = 0; i < events; i++) {
                    reply.events(event);
                    sent.add(i);
                  }
                  reply.events(ANSWER);
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("files", CALL);
      client.readHead();
      await()
          .during(300, TimeUnit.MILLISECONDS)
          .until(
              () -> {
                int before = sent.size();
                return before < events && before == sent.size();
              });
      assertThat(sent.size()).isLessThan(events / 2);
      String chunk = client.readChunk();
      String last = chunk;
      while (!chunk.isEmpty()) {
        last = chunk;
        chunk = client.readChunk();
      }
      assertThat(last).endsWith(ANSWER);
    }
  }

  static Assessment deny() {
    Reason reason = new Reason("rule.matched", null, "HP-CHAIN-001 matched.", List.of());
    return new Assessment(
        Decision.of(new Contribution("engine", Verdict.Deny.PLAIN, reason), Fixtures.NOW),
        List.of(),
        List.of(),
        80);
  }

  static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the upstream go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
