// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.collector.batch.LogBatch;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.dialect.Dialects;
import io.holdpoint.collector.dialect.Reading;
import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.wire.JsonRequests;
import io.holdpoint.collector.wire.WireForm;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tool calls as real exporters told of them, read from the corpora of the dialects. */
final class Recordings {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String CORPUS = "/io/holdpoint/collector/dialect/corpus/";
  private static final Source CREW =
      new Source(Views.SOURCE, Trust.FRAMEWORK, "default", List.of(Views.PRINCIPAL));

  /** A tool call of a recording. */
  record Told(String recording, StepRow row, SpanTies ties) {}

  private Recordings() {}

  /** Every tool call of every recorded corpus. */
  static List<Told> toolCalls() throws Exception {
    List<Told> calls = new ArrayList<>();
    for (JsonNode corpus : MAPPER.readTree(resource("manifest.json"))) {
      if (corpus.path("state").asString("").equals("recorded")) {
        read(corpus.path("name").asString(""), calls);
      }
    }
    return calls;
  }

  private static void read(String name, List<Told> into) throws Exception {
    Dialects dialects = new Dialects(new SourceLedger(), Views.CONTENTS);
    JsonRequests json = new JsonRequests(1 << 20);
    for (String line : new String(resource(name + ".ndjson"), UTF_8).lines().toList()) {
      JsonNode request = MAPPER.readTree(line);
      byte[] body = body(request);
      boolean logs = request.path("url").asString("").endsWith("logs");
      if (WireForm.of(request.path("ct").asString("")).orElseThrow() == WireForm.JSON) {
        body = json.toProtobuf(logs ? TelemetryKind.LOGS : TelemetryKind.TRACES, body);
      }
      if (logs) {
        LogBatch.walk(
            body,
            (of, record) ->
                keep(name, dialects.read(CREW, Fixtures.NOW, of, record), dialects, into));
      } else {
        SpanBatch.walk(
            body,
            (of, span) -> keep(name, dialects.read(CREW, Fixtures.NOW, of, span), dialects, into));
      }
    }
  }

  private static void keep(String name, Reading reading, Dialects dialects, List<Told> into) {
    if (reading instanceof Reading.Told told && told.row().kind() == StepKind.TOOL_CALL) {
      into.add(new Told(name, told.row(), dialects.ties().orElseThrow()));
    }
  }

  private static byte[] body(JsonNode request) throws IOException {
    byte[] body = Base64.getDecoder().decode(request.path("body").asString(""));
    if (!request.path("enc").asString("").equals("gzip")) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Recordings.class.getResourceAsStream(CORPUS + name)) {
      if (in == null) {
        throw new IOException(name + ": not among the corpora");
      }
      return in.readAllBytes();
    }
  }
}
