// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.dialect.ResultText;
import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.collector.dialect.ToolRequest;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Both views of calls of {@code billing}, as a gateway and its framework {@code crew} tell them.
 */
final class Views {

  static final String SOURCE = "crew";
  static final String PRINCIPAL = "billing";
  static final Instant START = Fixtures.NOW;
  static final SessionId GUARDED = new SessionId("s-a1");
  static final SessionId TOLD = new SessionId("s-b1");

  private static final PayloadDigester DIGESTER =
      new PayloadDigester("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  static final ContentView CONTENTS =
      (tenant, text) ->
          text.isEmpty() ? Payload.NONE : new Payload(DIGESTER.digest(text), text.length(), text);

  private Views() {}

  static String trace(int n) {
    return String.format(Locale.ROOT, "%032x", n);
  }

  static String span(int n) {
    return String.format(Locale.ROOT, "%016x", n);
  }

  /** How a step of a test is made; what is not said is a plain call of {@code search}. */
  static final class Call {
    int trace = 1;
    int span = 1;
    int parent;
    String tool = "search";
    String callId = "";
    String arguments = "{\"q\":\"acme\"}";
    String result = "three customers";
    String outcome = "succeeded";
    String verdict = "permit";
    String agent = "";
    @Nullable SessionId session;
    StepKind kind = StepKind.TOOL_CALL;
    EvidenceGrade grade = EvidenceGrade.G2;
    List<ToolRequest> requests = List.of();
    Duration at = Duration.ZERO;
    Duration took = Duration.ofMillis(100);

    Call at(long millis) {
      at = Duration.ofMillis(millis);
      return this;
    }

    Call id(String id) {
      callId = id;
      return this;
    }

    Call in(int traceNumber, int spanNumber, int parentNumber) {
      trace = traceNumber;
      span = spanNumber;
      parent = parentNumber;
      return this;
    }

    Call result(String text) {
      result = text;
      return this;
    }

    Call arguments(String json) {
      arguments = json;
      return this;
    }

    Call tool(String name) {
      tool = name;
      return this;
    }

    /** As the gateway saw it. */
    StepRow seen() {
      String view = "{\"content\":[{\"type\":\"text\",\"text\":\"" + result + "\"}]}";
      return new StepRow(
          new StepId("gw-1", Views.trace(trace), Views.span(span)),
          parent == 0 ? "" : Views.span(parent),
          facts(GUARDED, ""),
          kind,
          "crm",
          tool,
          START.plus(at),
          took.toNanos(),
          verdict,
          outcome,
          Set.of(),
          Set.of(),
          List.of(),
          CONTENTS.of("default", arguments),
          result.isEmpty() ? Payload.NONE : CONTENTS.of("default", view),
          EvidenceGrade.G0,
          new StepDetail("", callId, "", "", "", 0, 0, 0, 0, 0, 0));
    }

    /** As the framework tells it. */
    StepRow told() {
      return new StepRow(
          new StepId("otlp:" + SOURCE, Views.trace(trace), Views.span(span)),
          parent == 0 ? "" : Views.span(parent),
          facts(
              session == null ? new SessionId("s-c" + Integer.toHexString(trace)) : session, agent),
          kind,
          "",
          tool,
          START.plus(at),
          took.toNanos(),
          "",
          outcome,
          Set.of(),
          Set.of(),
          List.of(),
          Payload.NONE,
          Payload.NONE,
          grade,
          new StepDetail("otel-genai", callId, "", "", "", 0, 0, 0, 0, 0, 0));
    }

    SpanTies ties() {
      boolean call = kind == StepKind.TOOL_CALL;
      return new SpanTies(
          Views.trace(trace),
          Views.span(span),
          parent == 0 ? "" : Views.span(parent),
          session,
          session == null ? "" : "conversation",
          agent,
          "",
          call && !arguments.isEmpty() ? CONTENTS.of("default", arguments).digest() : Digest.NONE,
          call ? ResultText.of(result) : "",
          !requests.isEmpty(),
          requests);
    }

    private SessionFacts facts(SessionId id, String name) {
      return new SessionFacts(
          id, id, "default", "", null, null, PRINCIPAL, name, "", "", "trace", START, 0, false);
    }
  }

  static Call call() {
    return new Call();
  }
}
