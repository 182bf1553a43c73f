// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.batch.LogBatch;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.wire.JsonRequests;
import io.holdpoint.collector.wire.WireForm;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every corpus of the manifest against the steps that stand beside it. Recorded ones are the bytes
 * real exporters sent; documented ones were written after a framework's own pages.
 */
final class CorpusTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Source CREW = new Source("crew", Trust.FRAMEWORK);
  private static final ContentView AS_SENT =
      (tenant, text) ->
          text.isEmpty() ? Payload.NONE : new Payload(Digest.NONE, text.length(), text);

  private final SourceLedger ledger = new SourceLedger();
  private final Dialects dialects = new Dialects(ledger, AS_SENT);
  private final JsonRequests json = new JsonRequests(1 << 20);

  @TestFactory
  Stream<DynamicTest> reads_each_corpus() {
    return manifest()
        .map(
            corpus ->
                DynamicTest.dynamicTest(
                    corpus.path("name").asString("")
                        + " ("
                        + corpus.path("state").asString("")
                        + ")",
                    () -> check(corpus.path("name").asString(""))));
  }

  @Test
  void all_dialects_but_one_are_held_by_recordings() {
    Map<String, Set<String>> states =
        manifest()
            .collect(
                groupingBy(
                    corpus -> corpus.path("state").asString(""),
                    mapping(corpus -> corpus.path("dialect").asString(""), toSet())));

    assertThat(states).containsOnlyKeys("recorded", "documented");
    Set<String> onlyDocumented = new HashSet<>(states.get("documented"));
    onlyDocumented.removeAll(states.get("recorded"));
    assertThat(onlyDocumented).containsExactly("langchain4j");
  }

  @Test
  void understands_misspelt_keys_and_counts_them() throws Exception {
    steps("otel-genai");

    assertThat(ledger.sum(Count.MISSPELT)).isEqualTo(3);
  }

  @Test
  void keeps_the_numbers_that_senders_give_their_events() throws Exception {
    steps("claude-code");

    assertThat(dialects.sequence()).isEqualTo(7);
  }

  private void check(String name) throws Exception {
    List<StepRow> steps = steps(name);
    String expected = new String(resource(name + ".steps"), UTF_8);
    assertThat(text(steps)).isEqualTo(expected);
    assertThat(steps).allSatisfy(step -> assertThat(step.grade()).isEqualTo(CREW.trust().grade()));
  }

  /** One line for each step; sessions are numbered as they come. */
  private static String text(List<StepRow> steps) {
    Map<String, Integer> sessions = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (StepRow step : steps) {
      StepDetail detail = step.detail();
      int session = sessions.computeIfAbsent(step.sessionId().value(), id -> sessions.size() + 1);
      List<String> facts = new ArrayList<>();
      facts.add(detail.dialect());
      facts.add(step.kind().name());
      facts.add(step.name());
      fact(facts, "upstream", step.upstream());
      fact(facts, "session", session + "/" + step.session().keySource());
      fact(facts, "agent", step.session().agentName());
      fact(facts, "call", detail.callId());
      fact(facts, "model", detail.model());
      fact(facts, "provider", detail.provider());
      fact(facts, "with", detail.counterpart());
      fact(facts, "outcome", step.outcome());
      fact(
          facts,
          "tokens",
          detail.inputTokens() + detail.outputTokens() == 0
              ? ""
              : detail.inputTokens()
                  + "+"
                  + detail.outputTokens()
                  + " cached "
                  + detail.cachedTokens()
                  + " reasoning "
                  + detail.reasoningTokens());
      fact(facts, "cost", detail.costMicros() == 0 ? "" : Long.toString(detail.costMicros()));
      fact(facts, "messages", detail.messages() == 0 ? "" : Integer.toString(detail.messages()));
      fact(facts, "in", shortened(step.arguments().masked()));
      fact(facts, "out", shortened(step.result().masked()));
      text.append(String.join(" | ", facts)).append('\n');
    }
    return text.toString();
  }

  private static void fact(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name + " " + value);
    }
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= 90 ? line : line.substring(0, 90) + "...";
  }

  private List<StepRow> steps(String name) throws Exception {
    List<StepRow> steps = new ArrayList<>();
    for (JsonNode request : requests(name)) {
      read(request, steps);
    }
    return steps;
  }

  private void read(JsonNode request, List<StepRow> steps) throws Exception {
    TelemetryKind kind =
        request.path("url").asString("").endsWith("logs")
            ? TelemetryKind.LOGS
            : TelemetryKind.TRACES;
    byte[] body = body(request);
    if (!request.path("message").isMissingNode()
        || WireForm.of(request.path("ct").asString("")).orElseThrow() == WireForm.JSON) {
      body = json.toProtobuf(kind, body);
    }
    switch (kind) {
      case TRACES ->
          SpanBatch.walk(
              body, (of, span) -> add(steps, dialects.read(CREW, Fixtures.NOW, of, span)));
      case LOGS ->
          LogBatch.walk(
              body, (of, record) -> add(steps, dialects.read(CREW, Fixtures.NOW, of, record)));
      case METRICS -> {}
    }
  }

  private static void add(List<StepRow> steps, Reading reading) {
    if (reading instanceof Reading.Told told) {
      steps.add(told.row());
    }
  }

  private static byte[] body(JsonNode request) throws IOException {
    if (!request.path("message").isMissingNode()) {
      return MAPPER.writeValueAsBytes(request.path("message"));
    }
    byte[] body = Base64.getDecoder().decode(request.path("body").asString(""));
    if (request.path("enc").asString("").equals("gzip")) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        return in.readAllBytes();
      }
    }
    return body;
  }

  /** Recorded corpora have a request on each line; documented ones are one readable request. */
  private static List<JsonNode> requests(String name) throws IOException {
    if (CorpusTest.class.getResource("corpus/" + name + ".ndjson") == null) {
      return List.of(MAPPER.readTree(resource(name + ".json")));
    }
    return new String(resource(name + ".ndjson"), UTF_8).lines().map(MAPPER::readTree).toList();
  }

  private static Stream<JsonNode> manifest() {
    try {
      return MAPPER.readTree(resource("manifest.json")).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = CorpusTest.class.getResourceAsStream("corpus/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }
}
