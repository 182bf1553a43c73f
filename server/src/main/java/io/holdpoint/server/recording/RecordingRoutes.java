// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Content;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.retain.HeldException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What operators may ask of recordings in the clear: to read one, and to erase one. */
public final class RecordingRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingRoutes.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_REASON = 500;

  private final SealedRecording recording;
  private final Erasure erasure;
  private final Export.Source journal;
  private final LongSupplier records;
  private final Optional<Duration> engineKeeps;

  /**
   * @param journal what recordings stand in
   * @param records how many records it has
   * @param engineKeeps for how long the engine's own record keeps texts; empty if it has none
   */
  public RecordingRoutes(
      SealedRecording recording,
      Erasure erasure,
      Export.Source journal,
      LongSupplier records,
      Optional<Duration> engineKeeps) {
    this.recording = requireNonNull(recording, "recording");
    this.erasure = requireNonNull(erasure, "erasure");
    this.journal = requireNonNull(journal, "journal");
    this.records = requireNonNull(records, "records");
    this.engineKeeps = requireNonNull(engineKeeps, "engineKeeps");
  }

  /** The routes. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/sessions/{id}/recording", Right.EVIDENCE, this::read),
        new OperatorRoute(Method.POST, "/sessions/{id}/erase", Right.ADMINISTER, this::erase));
  }

  private Answer read(Request request) {
    String session = request.path().getOrDefault("id", "");
    Optional<AuditEvent.Erased> erased = recording.erased(session);
    if (erased.isPresent()) {
      return error(410, "recording.erased", SealedRecording.said(erased.get()));
    }
    if (!session.startsWith("s-") || session.length() < 3 || !recording.has(session)) {
      return unknown(session);
    }
    return Answer.of(
        new Content(
            "application/x-ndjson",
            Map.of("Cache-Control", "no-store"),
            out -> write(session, out)));
  }

  /** Ends with an empty line: an answer without it was cut short. */
  private void write(String session, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    new ClearReading(journal, recording)
        .read(
            session,
            records.getAsLong(),
            said -> {
              buffered.write(JSON.writeValueAsString(view(said)).getBytes(UTF_8));
              buffered.write('\n');
            });
    buffered.write('\n');
    buffered.flush();
  }

  private static ObjectNode view(ClearReading.Said said) {
    ObjectNode view = JSON.createObjectNode();
    view.put("step", said.step());
    view.put("part", said.part());
    view.put("at", said.at().toString());
    view.put("text", said.text());
    if (!said.trouble().isEmpty()) {
      view.put("trouble", said.trouble());
    }
    return view;
  }

  private Answer erase(Request request) {
    String session = request.path().getOrDefault("id", "");
    String reason = body(request).path("reason").asString("");
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      return error(
          400, "audit.reason", "reason: got none (expected: a text of 1 to 500 characters)");
    }
    Optional<AuditEvent.Erased> before = recording.erased(session);
    if (before.isPresent()) {
      return error(409, "recording.erased", SealedRecording.said(before.get()));
    }
    try {
      return erasure
          .erase(session, request.operator(), reason)
          .map(this::erased)
          .orElseGet(() -> unknown(session));
    } catch (HeldException e) {
      return error(409, "recording.held", String.valueOf(e.getMessage()));
    } catch (CompletionException | IllegalStateException e) {
      LOG.error("erasure of {} was not made durable", session, e);
      return error(
          503,
          "audit.not-durable",
          "erasure: got no durable record (expected: a journal that can be written)");
    }
  }

  private Answer erased(AuditEvent.Erased event) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("session", event.session());
    answer.put("at", event.at().toString());
    answer.put("by", event.operator());
    answer.put("reason", event.reason());
    engineKeeps.ifPresent(
        time -> answer.put("engineRecordUntil", event.at().plus(time).toString()));
    return new Answer(200, JSON.writeValueAsString(answer));
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static Answer unknown(String session) {
    return error(
        404,
        "recording.unknown",
        "session: got \""
            + session
            + "\" (expected: the whole id of one recorded under a key of its own, which is what"
            + " gateway.recording.payloads sealed and encrypted do)");
  }

  private static Answer error(int status, String code, String message) {
    ObjectNode error = JSON.createObjectNode().put("code", code).put("message", message);
    return new Answer(status, JSON.writeValueAsString(error));
  }
}
