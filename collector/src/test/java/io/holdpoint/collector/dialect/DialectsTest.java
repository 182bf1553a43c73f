// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectsTest {

  private static final Source GATEWAY = new Source("own-gateway", Trust.GATEWAY);
  private static final Source FRAMEWORK = new Source("crew", Trust.FRAMEWORK);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String D1 = "0123456789abcdef0123456789abcdef";
  private static final Instant START = Instant.parse("2026-11-21T12:00:01.000000002Z");

  private final SourceLedger ledger = new SourceLedger();
  private final Dialects dialects = new Dialects(ledger, ContentView.SIZES);

  @Test
  void reads_every_fact_of_a_gateway_step() {
    StepId earlier = Fixtures.stepId(3);
    Span span =
        gatewaySpan()
            .setParentSpanId(ByteString.fromHex("00f067aa0ba902b7"))
            .addEvents(
                event(
                    Attributes.EVENT_REASON,
                    text(Attributes.REASON_CODE, "rule.matched"),
                    text(Attributes.REASON_TEXT, "Secret, then egress."),
                    texts(Attributes.REASON_EVIDENCE, earlier.toString()),
                    text(Attributes.RULE_ID, "HP-CHAIN-001"),
                    number(Attributes.RULE_VERSION, 3)))
            .build();

    Reading.Told told = (Reading.Told) read(GATEWAY, span);

    assertThat(told.row())
        .isEqualTo(
            new StepRow(
                id("gw-1"),
                "00f067aa0ba902b7",
                new SessionFacts(
                    new SessionId("s-01"),
                    new SessionId("s-00"),
                    "acme",
                    "prod",
                    new FloorId("f-01"),
                    PrincipalKind.EXCLUSIVE,
                    "support-triage",
                    "triage",
                    "2.4.1",
                    "sort mail",
                    "mcp-session",
                    Fixtures.NOW,
                    80,
                    false),
                StepKind.TOOL_CALL,
                "outbox",
                "send_mail",
                START,
                5_000_000,
                "deny",
                "refused",
                Set.of(Effect.EGRESS, Effect.MEMORY_WRITE),
                Set.of(DataLabel.SECRET),
                List.of(
                    new Reason(
                        "rule.matched",
                        new RuleRef("HP-CHAIN-001", 3),
                        "Secret, then egress.",
                        List.of(earlier))),
                new Payload(new Digest(D1), 17, "{\"to\":\"…\"}"),
                Payload.NONE,
                EvidenceGrade.G0));
  }

  @Test
  void reads_the_detections_of_a_gateway_step() {
    StepId earlier = Fixtures.stepId(3);
    Span span =
        gatewaySpan()
            .addEvents(
                event(
                    Attributes.EVENT_DETECTION,
                    text(Attributes.DETECTION_ID, "d-1"),
                    text(Attributes.RULE_ID, "HP-CHAIN-001"),
                    number(Attributes.RULE_VERSION, 3),
                    text(Attributes.DETECTION_KIND, "chain"),
                    text(Attributes.DETECTION_SEVERITY, "critical"),
                    texts(Attributes.DETECTION_CHAIN, earlier.toString(), id("gw-1").toString()),
                    number(Attributes.DETECTION_SCORE, 80),
                    text(Attributes.DETECTION_ACTION, "kill"),
                    text(Attributes.DETECTION_MODE, "enforce"),
                    text(Attributes.DETECTION_TEXT, "A secret would leave.")))
            .build();

    Reading.Told told = (Reading.Told) read(GATEWAY, span);

    assertThat(told.detections())
        .containsExactly(
            new DetectionRow(
                "acme",
                new Detection(
                    "d-1",
                    new RuleRef("HP-CHAIN-001", 3),
                    DetectionKind.CHAIN,
                    Severity.CRITICAL,
                    new SessionId("s-01"),
                    List.of(earlier, id("gw-1")),
                    80,
                    Action.KILL,
                    Mode.ENFORCE,
                    "A secret would leave.",
                    START)));
  }

  @Test
  void reads_the_end_of_a_session_as_a_row_without_a_name() {
    Span span =
        span("session ended")
            .addAttributes(text(Attributes.SOURCE, "gw-1"))
            .addAttributes(text(Attributes.SESSION, "s-01"))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey(Attributes.SESSION_ENDED)
                    .setValue(AnyValue.newBuilder().setBoolValue(true))
                    .build())
            .build();

    StepRow row = ((Reading.Told) read(GATEWAY, span)).row();

    assertThat(row.name()).isEmpty();
    assertThat(row.session().ended()).isTrue();
    assertThat(row.session().tenant()).isEqualTo("default");
  }

  @Test
  void takes_source_tenant_and_environment_from_the_resource_of_a_gateway() {
    Resource resource =
        Resource.newBuilder()
            .addAttributes(text(Attributes.SOURCE, "gw-9"))
            .addAttributes(text(Attributes.ENVIRONMENT, "staging"))
            .build();
    Span span =
        span("tools/call x")
            .addAttributes(text(Attributes.SESSION, "s-01"))
            .addAttributes(text(Attributes.STEP_KIND, "tool-call"))
            .build();

    StepRow row = ((Reading.Told) readAll(GATEWAY, resource, span).getFirst()).row();

    assertThat(row.id().source()).isEqualTo("gw-9");
    assertThat(row.session().environment()).isEqualTo("staging");
  }

  @ParameterizedTest
  @CsvSource({
    "holdpoint.session.id, x-01, session id: got \"x-01\"",
    "holdpoint.step.kind, juggling, holdpoint.step.kind: got \"juggling\"",
    "holdpoint.source, otlp:crew, holdpoint.source: got \"otlp:crew\"",
    "holdpoint.source, '', holdpoint.source: got \"\"",
    "holdpoint.arguments.digest, abc, digest: got 3 characters"
  })
  void says_what_a_gateway_got_wrong(String attribute, String value, String message) {
    Span span = gatewaySpan().addAttributes(text(attribute, value)).build(); // the last one counts

    assertThat(read(GATEWAY, span))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, wrong -> assertThat(wrong.why()).startsWith(message));
  }

  @Test
  void strips_and_counts_what_only_a_gateway_may_say() {
    Span span =
        gatewaySpan()
            .addEvents(event(Attributes.EVENT_REASON, text(Attributes.REASON_CODE, "none")))
            .build();
    Resource resource = Resource.newBuilder().addAttributes(text(Attributes.TENANT, "x")).build();
    long ours =
        span.getAttributesList().stream().filter(a -> a.getKey().startsWith("holdpoint.")).count();

    for (Source source : new Source[] {FRAMEWORK, Source.ANONYMOUS}) {
      long before = ledger.sum(Count.STRIPPED);
      StepRow row = ((Reading.Told) readAll(source, resource, span, span).getLast()).row();

      assertThat(ledger.sum(Count.STRIPPED) - before).isEqualTo(2 * (ours + 1) + 1);
      assertThat(row.id().source()).isEqualTo("otlp:" + source.name());
      assertThat(row.session().id()).isNotEqualTo(new SessionId("s-01"));
      assertThat(row.session().tenant()).isEqualTo("default");
      assertThat(row.session().floor()).isNull();
      assertThat(row.session().risk()).isZero();
      assertThat(row.verdict()).isEmpty();
      assertThat(row.effects()).isEmpty();
      assertThat(row.reasons()).isEmpty();
      assertThat(row.arguments()).isEqualTo(Payload.NONE);
      assertThat(row.grade()).isEqualTo(source.trust().grade());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chat, MODEL_CALL, m-1",
    "text_completion, MODEL_CALL, m-1",
    "execute_tool, TOOL_CALL, t-1",
    "invoke_agent, HAND_OFF, a-1",
    "retrieval, RETRIEVAL, t-1",
    "search_memory, MEMORY_READ, t-1",
    "update_memory, MEMORY_WRITE, t-1"
  })
  void reads_operations_of_the_genai_conventions(String operation, StepKind kind, String name) {
    StepRow row = told(genAi(operation).build());

    assertThat(row.kind()).isEqualTo(kind);
    assertThat(row.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "tools/call, TOOL_CALL",
    "resources/read, RESOURCE_READ",
    "prompts/get, PROMPT",
    "completion/complete, COMPLETION",
    "sampling/createMessage, SAMPLING",
    "elicitation/create, ELICITATION"
  })
  void reads_methods_of_the_mcp_conventions(String method, StepKind kind) {
    Span span = span("x").addAttributes(text(Attributes.MCP_METHOD_NAME, method)).build();

    assertThat(told(span).kind()).isEqualTo(kind);
    assertThat(told(span).name()).isEqualTo("x");
  }

  @Test
  void understands_no_other_spelling_of_what_is_ours_alone() {
    Span span = genAi("chat").addAttributes(text("holdPoint_session_id", "s-01")).build();

    assertThat(told(span).session().id()).isNotEqualTo(new SessionId("s-01"));
    assertThat(ledger.sum(Count.MISSPELT)).isZero();
  }

  @Test
  void lets_a_source_speak_for_its_principals_only() {
    Source one = new Source("crew", Trust.FRAMEWORK, "acme", List.of("billing"));
    Source two = new Source("crew", Trust.FRAMEWORK, "acme", List.of("billing", "sales"));
    Span silent = genAi("chat").build();
    Span sales = genAi("chat").addAttributes(text("enduser.id", "sales")).build();
    Span other = genAi("chat").addAttributes(text("user.id", "root")).build();

    assertThat(told(one, other).session().principal()).isEqualTo("billing");
    assertThat(told(one, other).session().tenant()).isEqualTo("acme");
    assertThat(told(two, sales).session().principal()).isEqualTo("sales");
    assertThat(told(two, sales).grade()).isEqualTo(EvidenceGrade.G2);
    for (Span foreign : List.of(silent, other)) {
      assertThat(told(two, foreign).session().principal()).isEmpty();
      assertThat(told(two, foreign).grade()).isEqualTo(EvidenceGrade.G3);
    }
    assertThat(ledger.sum(Count.FOREIGN_PRINCIPAL)).isEqualTo(4);
  }

  private StepRow told(Source source, Span span) {
    return ((Reading.Told) read(source, span)).row();
  }

  @Test
  void knows_nothing_of_other_spans() {
    assertThat(read(FRAMEWORK, span("GET /").build())).isInstanceOf(Reading.Unknown.class);
    assertThat(read(GATEWAY, span("GET /").build())).isInstanceOf(Reading.Unknown.class);
    assertThat(read(FRAMEWORK, genAi("agent_step").build())).isInstanceOf(Reading.Unknown.class);
  }

  @Test
  void puts_steps_into_sessions_by_conversation_then_session_then_trace() {
    Span byTrace = genAi("chat").build();
    Span bySession = genAi("chat").addAttributes(text(Attributes.SESSION_ID, "s")).build();
    Span byConversation =
        bySession.toBuilder().addAttributes(text(Attributes.GEN_AI_CONVERSATION_ID, "c")).build();

    assertThat(told(byTrace).session().keySource()).isEqualTo("trace");
    assertThat(told(bySession).session().keySource()).isEqualTo("session");
    assertThat(told(byConversation).session().keySource()).isEqualTo("conversation");
    assertThat(
            Set.of(
                told(byTrace).sessionId(),
                told(bySession).sessionId(),
                told(byConversation).sessionId(),
                ((Reading.Told) read(Source.ANONYMOUS, byConversation)).row().sessionId()))
        .as("another sender's conversation of the same name is another session")
        .hasSize(4);
    assertThat(told(bySession.toBuilder().setTraceId(ByteString.fromHex("1".repeat(32))).build()))
        .extracting(StepRow::sessionId)
        .isEqualTo(told(bySession).sessionId());
  }

  @Test
  void tells_errors_from_success_and_from_silence() {
    Span.Builder silent = genAi("execute_tool");

    assertThat(told(silent.build()).outcome()).isEmpty();
    assertThat(told(status(silent, Status.StatusCode.STATUS_CODE_OK)).outcome())
        .isEqualTo("succeeded");
    assertThat(told(status(silent, Status.StatusCode.STATUS_CODE_ERROR)).outcome())
        .isEqualTo("tool-error");
    assertThat(
            told(genAi("chat").addAttributes(text(Attributes.ERROR_TYPE, "tool_error")).build())
                .outcome())
        .isEqualTo("tool-error");
  }

  @Test
  void takes_arrival_for_times_that_cannot_be() {
    Span span = genAi("chat").setStartTimeUnixNano(-5).setEndTimeUnixNano(7).build();

    assertThat(told(span).startedAt()).isEqualTo(Fixtures.NOW);
    assertThat(told(span).durationNanos()).isZero();
    Span backwards = genAi("chat").setEndTimeUnixNano(1).build();
    assertThat(told(backwards).durationNanos()).isZero();
  }

  @Test
  void cuts_long_names_between_characters() {
    Span span = span("x".repeat(255) + "🚀".repeat(100)).build();
    Span chat =
        span.toBuilder().addAttributes(text(Attributes.GEN_AI_OPERATION_NAME, "chat")).build();

    assertThat(told(chat).name()).isEqualTo("x".repeat(255) + "…");
  }

  private Reading read(Source source, Span span) {
    return readAll(source, Resource.getDefaultInstance(), span).getFirst();
  }

  /** By way of the bytes a sender would send. */
  private List<Reading> readAll(Source source, Resource resource, Span... spans) {
    byte[] request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource)
                    .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(Arrays.asList(spans))))
            .build()
            .toByteArray();
    List<Reading> readings = new ArrayList<>();
    try {
      SpanBatch.walk(
          request, (its, span) -> readings.add(dialects.read(source, Fixtures.NOW, its, span)));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return readings;
  }

  private StepRow told(Span span) {
    return ((Reading.Told) read(FRAMEWORK, span)).row();
  }

  private static StepId id(String source) {
    return new StepId(source, TRACE, SPAN);
  }

  private static Span status(Span.Builder span, Status.StatusCode code) {
    return span.clone().setStatus(Status.newBuilder().setCode(code)).build();
  }

  private static Span.Builder span(String name) {
    long start = START.getEpochSecond() * 1_000_000_000L + START.getNano();
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(TRACE))
        .setSpanId(ByteString.fromHex(SPAN))
        .setName(name)
        .setStartTimeUnixNano(start)
        .setEndTimeUnixNano(start + 5_000_000);
  }

  private static Span.Builder genAi(String operation) {
    return span("named")
        .addAttributes(text(Attributes.GEN_AI_OPERATION_NAME, operation))
        .addAttributes(text(Attributes.GEN_AI_REQUEST_MODEL, "m-1"))
        .addAttributes(text(Attributes.GEN_AI_TOOL_NAME, "t-1"))
        .addAttributes(text(Attributes.GEN_AI_AGENT_NAME, "a-1"));
  }

  private static Span.Builder gatewaySpan() {
    return span("tools/call send_mail")
        .addAttributes(text(Attributes.GEN_AI_OPERATION_NAME, "execute_tool"))
        .addAttributes(text(Attributes.GEN_AI_TOOL_NAME, "send_mail"))
        .addAttributes(text(Attributes.GEN_AI_AGENT_NAME, "triage"))
        .addAttributes(text(Attributes.GEN_AI_AGENT_VERSION, "2.4.1"))
        .addAttributes(text(Attributes.SOURCE, "gw-1"))
        .addAttributes(text(Attributes.TENANT, "acme"))
        .addAttributes(text(Attributes.ENVIRONMENT, "prod"))
        .addAttributes(text(Attributes.PRINCIPAL, "support-triage"))
        .addAttributes(text(Attributes.PRINCIPAL_KIND, "exclusive"))
        .addAttributes(text(Attributes.SESSION, "s-01"))
        .addAttributes(text(Attributes.SESSION_ROOT, "s-00"))
        .addAttributes(text(Attributes.SESSION_FLOOR, "f-01"))
        .addAttributes(text(Attributes.SESSION_TASK, "sort mail"))
        .addAttributes(text(Attributes.SESSION_KEY_SOURCE, "mcp-session"))
        .addAttributes(number(Attributes.SESSION_STARTED_AT, Fixtures.NOW.toEpochMilli()))
        .addAttributes(number(Attributes.SESSION_RISK, 80))
        .addAttributes(text(Attributes.STEP_KIND, "tool_call"))
        .addAttributes(text(Attributes.UPSTREAM, "outbox"))
        .addAttributes(texts(Attributes.EFFECTS, "egress", "memory-write", "of-tomorrow"))
        .addAttributes(texts(Attributes.LABELS, "secret"))
        .addAttributes(text(Attributes.ARGUMENTS_DIGEST, D1))
        .addAttributes(number(Attributes.ARGUMENTS_SIZE, 17))
        .addAttributes(text(Attributes.ARGUMENTS_MASKED, "{\"to\":\"…\"}"))
        .addAttributes(text(Attributes.VERDICT, "deny"))
        .addAttributes(text(Attributes.OUTCOME, "refused"));
  }

  private static Span.Event event(String name, KeyValue... attributes) {
    long at = START.getEpochSecond() * 1_000_000_000L + START.getNano();
    return Span.Event.newBuilder()
        .setName(name)
        .setTimeUnixNano(at)
        .addAllAttributes(Arrays.asList(attributes))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static KeyValue texts(String key, String... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (String value : values) {
      array.addValues(AnyValue.newBuilder().setStringValue(value));
    }
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setArrayValue(array))
        .build();
  }
}
