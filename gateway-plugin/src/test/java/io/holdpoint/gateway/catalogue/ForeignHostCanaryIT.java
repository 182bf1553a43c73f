// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.holdpoint.gateway.FidelityIT;
import io.holdpoint.gateway.hook.ClaudeCodeHooks;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.masking.Canaries;
import io.holdpoint.gateway.masking.Rules;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.step.StepKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What does not pass as a request for a tool: what hosts tell of calls they run themselves, and
 * what clients answer to questions of servers. None of it may sing in what is kept or told.
 */
class ForeignHostCanaryIT {

  @Test
  void no_canary_of_a_host_is_in_journal_span_or_log() throws Exception {
    ListAppender<ILoggingEvent> logged = listening();
    String kept;
    try (Rig rig = new Rig.Builder().catalogue(Documents.shipped()).start()) {
      int n = 0;
      for (String canary : Canaries.all().values()) {
        String text = Json.quote(canary.replace("|", ""));
        String inside =
            "{\"a\":" + text + ",\"b\":[{" + text + ":{\"c\":" + Json.quote(text) + "}}]}";
        String tool =
            "\"tool_use_id\":\"t" + n++ + "\",\"tool_name\":\"frobnicate\",\"tool_input\":";
        hook(rig, "PreToolUse", tool + inside);
        hook(rig, "PostToolUse", tool + inside + ",\"tool_response\":" + inside);
        String late =
            "\"tool_use_id\":\"t" + n++ + "\",\"tool_name\":\"frobnicate\",\"tool_input\":";
        hook(rig, "PostToolUseFailure", late + inside + ",\"error\":" + text);
        hook(rig, "UserPromptSubmit", "\"prompt\":" + text);
        hook(rig, "Stop", "\"last_assistant_message\":" + text);
      }
      assertThat(rig.completions()).hasSizeGreaterThan(n - 1);
      kept = told(rig, logged);
    } finally {
      stop(logged);
    }
    assertThat(singing(kept)).isEmpty();
  }

  @Test
  void no_canary_of_a_clients_answer_is_in_journal_span_or_log() throws Exception {
    String answers = answers();
    for (String method : List.of("elicitation/create", "sampling/createMessage")) {
      ListAppender<ILoggingEvent> logged = listening();
      String kept;
      try (StubUpstream upstream = asking(method);
          Rig rig = Rig.with("crm", upstream).catalogue(Documents.shipped()).start()) {
        answer(rig, answers);
        assertThat(rig.completions()).hasSize(2);
        assertThat(rig.attempts().getLast().kind()).isIn(StepKind.ELICITATION, StepKind.SAMPLING);
        assertThat(upstream.received().getLast().body()).as("relayed as it is").contains(answers);
        kept = told(rig, logged);
      } finally {
        stop(logged);
      }
      assertThat(singing(kept)).isEmpty();
    }
  }

  /** A hostile server asks the agent for what it may not be sent as an argument. */
  @Test
  void a_clients_answer_is_masked_like_arguments_before_it_leaves() throws Exception {
    try (StubUpstream upstream = asking("elicitation/create");
        Rig rig = Rig.with("crm", upstream).masking(Rules.outgoing()).start()) {
      answer(rig, answers());
      String sent = upstream.received().getLast().body();
      assertThat(sent).contains("\"id\":77", "[iban]", "[email]");
      assertThat(singing(sent)).isEmpty();
    }
  }

  private static void answer(Rig rig, String answers) throws IOException {
    try (RawClient client = rig.client();
        RawClient second = rig.client()) {
      client.sendPost("crm", FidelityIT.call("1", "find", "{}"));
      client.readHead();
      client.readChunk();
      String answer = "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":" + answers + "}";
      assertThat(second.post("crm", answer).status()).isEqualTo(202);
      client.readChunk();
    }
  }

  /** One member for each canary. */
  private static String answers() {
    return Canaries.all().entrySet().stream()
        .map(
            canary ->
                Json.quote(canary.getKey().name())
                    + ":{\"text\":"
                    + Json.quote(canary.getValue().replace("|", ""))
                    + "}")
        .collect(Collectors.joining(",", "{\"action\":\"accept\",\"content\":{", "}}"));
  }

  private static List<String> singing(String kept) {
    List<String> singing = new ArrayList<>();
    Canaries.all()
        .forEach(
            (type, canary) -> {
              String value = canary.substring(canary.indexOf('|') + 1);
              String quoted = Json.quote(value);
              if (kept.contains(value) || kept.contains(quoted.substring(1, quoted.length() - 1))) {
                singing.add(type + ": " + value);
              }
            });
    return singing;
  }

  private static StubUpstream asking(String method) throws IOException {
    java.util.concurrent.CountDownLatch answered = new java.util.concurrent.CountDownLatch(1);
    return new StubUpstream(
        (request, reply) -> {
          if (request.body().contains("\"id\":77")) {
            reply.answer(202, "", "");
            answered.countDown();
          } else {
            reply.beginEvents();
            reply.events(
                "data: {\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\""
                    + method
                    + "\",\"params\":{\"message\":\"who?\"}}\n\n");
            try {
              answered.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            reply.events("data: " + FidelityIT.result("1") + "\n\n");
            reply.endEvents();
          }
        });
  }

  private static void hook(Rig rig, String name, String more) throws Exception {
    Host host = rig.gateway().hosts().authenticate(Rig.HOST_TOKEN).orElseThrow();
    String event = "{\"session_id\":\"5f1c\",\"hook_event_name\":\"" + name + "\"," + more + "}";
    assertThat(
            new ClaudeCodeHooks(rig.decisions())
                .answer(host, "", event.getBytes(UTF_8))
                .toCompletableFuture()
                .get(10, SECONDS)
                .status())
        .isEqualTo(200);
  }

  private static String told(Rig rig, ListAppender<ILoggingEvent> logged) {
    StringBuilder told = new StringBuilder();
    told.append(rig.journal()).append(rig.spans().reports());
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      told.append(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        told.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    return told.toString();
  }

  /** To everything this product logs, at its most talkative. */
  private static ListAppender<ILoggingEvent> listening() {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log().setLevel(Level.DEBUG);
    log().addAppender(logged);
    return logged;
  }

  private static void stop(ListAppender<ILoggingEvent> logged) {
    log().detachAppender(logged);
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("io.holdpoint");
  }
}
