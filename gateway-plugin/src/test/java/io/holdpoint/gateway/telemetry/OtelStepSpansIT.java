// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.catalogue.DocumentToolCatalogue;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.verdict.Verdict;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans over real OTLP, read back by a receiver that knows only the protocol. */
class OtelStepSpansIT {

  private static final String TOKEN = "collector-token";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String HANDLE = "hp-canary-handle";
  private static final Instant NOW = Fixtures.NOW;
  private static final ToolRef READ =
      Fixtures.tool("read_file", Set.of(Effect.READ), Set.of(DataLabel.SECRET));
  private static final ToolRef SEND =
      Fixtures.tool("send_mail", Set.of(Effect.WRITE, Effect.EGRESS), Set.of());
  private static final WireFacts WIRE =
      new WireFacts("tools/call", "7", "2025-11-25", "mcp-1", "127.0.0.1", 8080);

  private OtlpReceiver receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = new OtlpReceiver(TOKEN);
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  private OtelStepSpans start() {
    return OtelStepSpans.start(
        new TelemetrySettings(
            "gw-test",
            receiver.endpoint(),
            Map.of("authorization", "Bearer " + TOKEN),
            Duration.ofMillis(100),
            4096,
            Duration.ofSeconds(60)));
  }

  @Test
  void tells_of_permit_denial_error_and_end_as_in_the_golden_file() throws IOException {
    try (OtelStepSpans spans = start()) {
      tellAll(spans);
    }
    assertThat(new SpanText().of(receiver.resourceSpans())).isEqualTo(golden());
    assertThat(receiver.bytes().toString(UTF_8)).doesNotContain(HANDLE).doesNotContain(TOKEN);
  }

  @Test
  void tells_a_collector_of_the_same_process_the_very_same() throws IOException {
    List<byte[]> taken = new CopyOnWriteArrayList<>();
    SpanSink sink =
        request -> {
          taken.add(request);
          return 0;
        };
    try (OtelStepSpans spans = OtelStepSpans.start(TelemetrySettings.none("gw-test"), sink)) {
      tellAll(spans);
    }
    List<ResourceSpans> received = new ArrayList<>();
    for (byte[] request : taken) {
      received.addAll(ExportTraceServiceRequest.parseFrom(request).getResourceSpansList());
    }
    assertThat(new SpanText().of(received)).isEqualTo(golden());
    assertThat(new String(taken.getFirst(), UTF_8)).doesNotContain(HANDLE);
  }

  @Test
  void counts_what_a_collector_of_the_same_process_never_takes() {
    SpanSink sink =
        request -> {
          throw new IOException("full");
        };
    OtelStepSpans spans =
        OtelStepSpans.start(
            new TelemetrySettings(
                "gw-test", null, Map.of(), Duration.ofMillis(10), 1024, Duration.ofMillis(200)),
            sink);
    close(spans.open(null, NOW));
    close(spans.open(null, NOW));
    assertThat(spans.lost()).isZero();
    spans.close();
    assertThat(spans.lost()).isEqualTo(2);
  }

  @Test
  void never_lets_a_value_of_arguments_or_result_out() {
    String canary = "canary-7f3a91c2";
    String json = "{\"path\":\"" + canary + "\",\"deep\":[{\"a\":\"x " + canary + "\"}]}";
    DocumentNode empty = DocumentNode.Mapping.empty(new Position("none.yaml", 1, 1));
    ToolCatalogue catalogue =
        DocumentToolCatalogue.read(empty, new ArrayList<>(), Fixtures.DIGESTER);
    ToolRef tool = catalogue.resolve("sample", "read_file", json, null);
    Payload arguments = catalogue.arguments(tool, json);
    Payload result = catalogue.result(tool, json);
    try (OtelStepSpans spans = start()) {
      StepSpan span = spans.open(PARENT, NOW);
      Step.Attempted attempt =
          new Step.Attempted(span.id(), session(), StepKind.TOOL_CALL, tool, arguments, NOW);
      span.close(
          new StepReport(
              attempt,
              WIRE,
              permit(),
              List.of(),
              0,
              new Outcome.Succeeded(),
              result,
              catalogue.resultLabels(tool, json)),
          at(1));
    }
    String sent = receiver.bytes().toString(ISO_8859_1);
    assertThat(sent).contains(arguments.digest().value()).contains("read_file");
    assertThat(sent).doesNotContain(canary).doesNotContain("7f3a91c2");
  }

  @Test
  void names_steps_by_the_callers_trace_and_a_span_of_its_own() {
    try (OtelStepSpans spans = start()) {
      StepSpan span = spans.open(PARENT, NOW);
      StepSpan other = spans.open(PARENT, NOW);
      assertThat(span.id().source()).isEqualTo("gw-test");
      assertThat(span.id().traceId()).isEqualTo(TRACE);
      assertThat(span.id().spanId()).isNotEqualTo(other.id().spanId());
      assertThat(span.traceparent()).isEqualTo("00-" + TRACE + "-" + span.id().spanId() + "-01");
      close(span);
      close(other);
    }
    assertThat(receiver.spans())
        .extracting(s -> HexFormat.of().formatHex(s.getParentSpanId().toByteArray()))
        .containsExactly("b7ad6b7169203331", "b7ad6b7169203331");
  }

  @Test
  void records_a_step_although_the_caller_does_not_sample() {
    try (OtelStepSpans spans = start()) {
      close(spans.open("00-" + TRACE + "-b7ad6b7169203331-00", NOW));
    }
    assertThat(receiver.spans()).hasSize(1);
  }

  @Test
  void begins_a_trace_of_its_own_where_the_callers_is_invalid() {
    List<String> invalid =
        List.of(
            "",
            "00",
            PARENT + "-x",
            "ff" + PARENT.substring(2),
            PARENT.toUpperCase(java.util.Locale.ROOT),
            "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            PARENT.replace('-', '_'));
    try (OtelStepSpans spans = start()) {
      for (String header : invalid) {
        StepSpan span = spans.open(header, NOW);
        assertThat(span.id().traceId()).as(header).isNotEqualTo(TRACE).matches("[0-9a-f]{32}");
      }
      assertThat(spans.open("01" + PARENT.substring(2) + "-later", NOW).id().traceId())
          .isEqualTo(TRACE);
    }
  }

  @Test
  void counts_only_the_first_close() {
    try (OtelStepSpans spans = start()) {
      StepSpan span = spans.open(null, NOW);
      close(span);
      span.close(
          report(session(), SEND, span.id(), permit(), List.of(), new Outcome.ToolError()), at(9));
    }
    assertThat(receiver.spans()).extracting(Span::getName).containsExactly("tools/call read_file");
  }

  @Test
  void exports_soon_without_being_closed() {
    try (OtelStepSpans spans = start()) {
      close(spans.open(null, NOW));
      await().until(() -> receiver.spans().size() == 1);
      assertThat(spans.lost()).isZero();
    }
  }

  @Test
  void counts_what_the_receiver_refuses() {
    try (OtelStepSpans spans =
        OtelStepSpans.start(TelemetrySettings.to("gw-test", receiver.endpoint(), "wrong"))) {
      close(spans.open(null, NOW));
      await().until(() -> spans.lost() == 1);
    }
    assertThat(receiver.spans()).isEmpty();
  }

  @Test
  void counts_what_finds_the_queue_full_and_never_waits() throws IOException {
    int steps = 3000;
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      OtelStepSpans spans =
          OtelStepSpans.start(
              new TelemetrySettings(
                  "gw-test",
                  endpoint,
                  Map.of(),
                  Duration.ofMillis(100),
                  1024,
                  Duration.ofMillis(200)));
      for (int i = 0; i < steps; i++) {
        close(spans.open(null, NOW));
      }
      assertThat(spans.lost()).isBetween(steps - 1024L - 2 * 128, steps - 1024L);
      spans.close();
      assertThat(spans.lost()).isEqualTo(steps);
    }
  }

  @Test
  void only_names_steps_where_nobody_is_told() {
    try (OtelStepSpans spans = OtelStepSpans.start(TelemetrySettings.none("gw-test"))) {
      StepSpan span = spans.open(PARENT, NOW);
      close(span);
      assertThat(span.id().traceId()).isEqualTo(TRACE);
      assertThat(spans.lost()).isZero();
    }
  }

  private static void tellAll(OtelStepSpans spans) {
    Session session = session();
    StepSpan read = spans.open(PARENT, NOW);
    read.close(
        report(session, READ, read.id(), permit(), List.of(), new Outcome.Succeeded()), at(1));
    StepSpan send = spans.open(PARENT, at(2));
    StepId first = Fixtures.stepId(1);
    Detection detection = detection(session, List.of(first, Fixtures.stepId(2)));
    send.close(
        report(session, SEND, send.id(), deny(first), List.of(detection), new Outcome.Refused()),
        at(3));
    StepSpan error = spans.open(null, at(4));
    error.close(
        report(session, READ, error.id(), permit(), List.of(), new Outcome.ToolError()), at(5));
    StepSpan protocol = spans.open(null, at(6));
    protocol.close(
        report(
            session, READ, protocol.id(), permit(), List.of(), new Outcome.ProtocolError(-32602)),
        at(7));
    spans.sessionEnded(session, 90, at(8));
  }

  private static void close(StepSpan span) {
    span.close(
        report(session(), READ, span.id(), permit(), List.of(), new Outcome.Succeeded()), at(1));
  }

  private static Instant at(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  private static Session session() {
    Session session = Fixtures.session(1);
    return new Session(
        session.id(),
        session.root(),
        session.floor(),
        session.identity(),
        session.kind(),
        new SessionKey(KeySource.DECLARED, HANDLE, EvidenceGrade.G1),
        session.agent(),
        "answer ticket 4711",
        session.environment(),
        session.startedAt());
  }

  private static StepReport report(
      Session session,
      ToolRef tool,
      StepId id,
      Decision decision,
      List<Detection> detections,
      Outcome outcome) {
    boolean refused = outcome instanceof Outcome.Refused;
    return new StepReport(
        new Step.Attempted(
            id, session, StepKind.TOOL_CALL, tool, Fixtures.payload("{\"path\":\"masked\"}"), NOW),
        WIRE,
        decision,
        detections,
        detections.isEmpty() ? 10 : 90,
        outcome,
        refused ? Payload.NONE : Fixtures.payload("{\"text\":\"masked\"}"),
        refused ? Set.of() : tool.labels());
  }

  private static Decision permit() {
    return Decision.of(new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION), NOW);
  }

  private static Decision deny(StepId evidence) {
    Reason reason =
        new Reason(
            "rule.matched",
            new RuleRef("HP-CHAIN-001", 1),
            "Secret data was read before.",
            List.of(evidence));
    return permit().and(new Contribution("engine", Verdict.Deny.PLAIN, reason));
  }

  private static Detection detection(Session session, List<StepId> chain) {
    return new Detection(
        "d-1",
        new RuleRef("HP-CHAIN-001", 1),
        DetectionKind.CHAIN,
        Severity.CRITICAL,
        session.id(),
        chain,
        80,
        Action.KILL,
        Mode.ENFORCE,
        "Secret data was read and is about to leave.",
        at(2));
  }

  private static String golden() throws IOException {
    try (InputStream in = OtelStepSpansIT.class.getResourceAsStream("golden-spans.json")) {
      assertThat(in).as("golden-spans.json").isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
