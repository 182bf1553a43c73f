// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.CollectorStats;
import io.holdpoint.collector.forward.ForwardStats;
import io.holdpoint.collector.projection.ProjectionStats;
import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OwnMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final OwnMetrics metrics =
      OwnMetrics.start(new MetricsSettings(Optional.empty(), "", Duration.ofMinutes(1)), "1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void tells_how_long_calls_took_and_how_they_were_judged() {
    metrics
        .steps()
        .stored(
            List.of(
                seen(StepKind.TOOL_CALL, 3_000_000, "permit", "succeeded"),
                seen(StepKind.TOOL_CALL, 30_000_000, "permit", "succeeded"),
                seen(StepKind.TOOL_CALL, 700_000_000, "deny", "refused"),
                seen(StepKind.RESOURCE_READ, 1_000_000, "permit", "succeeded"),
                seen(StepKind.SESSION_END, 0, "", "")),
            List.of());

    Scrape page = scrape();
    String ok = "{mcp_method_name=\"tools/call\"}";
    String name = "mcp_server_operation_duration_seconds";
    assertThat(page.type(name)).isEqualTo("histogram");
    assertThat(page.value(name + "_count" + ok)).isEqualTo(2);
    assertThat(page.value(name + "_sum" + ok)).isEqualTo(.033);
    assertThat(page.value(name + "_bucket" + upTo(ok, "0.01"))).isEqualTo(1);
    assertThat(page.value(name + "_bucket" + upTo(ok, "0.05"))).isEqualTo(2);
    assertThat(page.value(name + "_bucket" + upTo(ok, "+Inf"))).isEqualTo(2);
    assertThat(page.value(name + "_count{error_type=\"refused\",mcp_method_name=\"tools/call\"}"))
        .isEqualTo(1);
    assertThat(page.type("holdpoint_verdicts_total")).isEqualTo("counter");
    assertThat(page.value("holdpoint_verdicts_total{holdpoint_verdict=\"permit\"}")).isEqualTo(3);
    assertThat(page.value("holdpoint_verdicts_total{holdpoint_verdict=\"deny\"}")).isEqualTo(1);
  }

  @Test
  void tells_what_models_took_without_believing_their_names() {
    String hostile = "evil\"} 1\nholdpoint_verdicts_total 7 \\";
    metrics
        .steps()
        .stored(
            List.of(
                told("gpt-x", "succeeded", 1_000, 10),
                told(hostile, "not a word of ours", 0, 0),
                told("m".repeat(5_000), "succeeded", 0, 0)),
            List.of());

    Scrape page = scrape();
    String model =
        "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"acme\","
            + "gen_ai_request_model=\"gpt-x\"";
    assertThat(page.value("gen_ai_client_operation_duration_seconds_count{" + model + "}"))
        .isEqualTo(1);
    assertThat(
            page.value(
                "gen_ai_client_token_usage_sum{"
                    + model.replace("gpt-x\"", "gpt-x\",gen_ai_token_type=\"input\"")
                    + "}"))
        .isEqualTo(1_000);
    assertThat(page.samples().keySet())
        .noneMatch(sample -> sample.startsWith("holdpoint_verdicts"))
        .anyMatch(sample -> sample.contains("error_type=\"_OTHER\"") && sample.contains("evil"))
        .noneMatch(sample -> sample.contains("mmmm"));
  }

  @Test
  void keeps_to_a_bounded_number_of_series_whatever_senders_say() {
    for (int i = 0; i < 5_000; i++) {
      metrics.steps().stored(List.of(told("model-" + i, "succeeded", 0, 0)), List.of());
    }

    long series =
        scrape().samples().keySet().stream()
            .filter(sample -> sample.startsWith("gen_ai_client_operation_duration_seconds_count"))
            .count();
    assertThat(series).isBetween(100L, 2_000L);
  }

  @Test
  void tells_what_is_counted_elsewhere() {
    metrics.watch(
        new Watched(
            () ->
                new CollectorStats(
                    List.of(),
                    new ProjectionStats(5, 1, 0, 0, 0, 0, 0, 77),
                    Optional.of(new ForwardStats(9, 8, 7, 6, 5))),
            () -> Map.of("engine.deadline", 3L),
            () -> 2,
            () -> 41,
            () -> 4));

    Scrape page = scrape();
    assertThat(page.value("holdpoint_projection_steps_total{holdpoint_fate=\"stored\"}"))
        .isEqualTo(5);
    assertThat(page.value("holdpoint_projection_lag_bytes")).isEqualTo(77);
    assertThat(page.value("holdpoint_forward_items_total{holdpoint_fate=\"sent\"}")).isEqualTo(9);
    assertThat(page.value("holdpoint_forward_lag_bytes")).isEqualTo(5);
    assertThat(page.value("holdpoint_engine_lost_total{holdpoint_cause=\"engine.deadline\"}"))
        .isEqualTo(3);
    assertThat(page.value("holdpoint_approvals_waiting")).isEqualTo(2);
    assertThat(page.type("holdpoint_approvals_waiting")).isEqualTo("gauge");
    assertThat(page.value("holdpoint_journal_records_total")).isEqualTo(41);
    assertThat(page.value("holdpoint_index_backlog")).isEqualTo(4);
    assertThat(page.value("holdpoint_telemetry_lost_total{holdpoint_cause=\"missing\"}")).isZero();
  }

  private Scrape scrape() {
    OperatorRoute.Answer answer =
        metrics
            .route()
            .handler()
            .answer(
                new OperatorRoute.Request(
                    Operator.of("lovelace", Role.ADMIN), Map.of(), Map.of(), ""));
    OperatorRoute.Content content = Objects.requireNonNull(answer.content());
    assertThat(content.mediaType()).startsWith("text/plain; version=0.0.4");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.body().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String body = out.toString(StandardCharsets.UTF_8);
    assertThat(body).doesNotContain("s-secret").doesNotContain("lovelace");
    return new Scrape(body);
  }

  private static String upTo(String labels, String bound) {
    return "{le=\"" + bound + "\"," + labels.substring(1);
  }

  private static StepRow seen(StepKind kind, long nanos, String verdict, String outcome) {
    return row(kind, nanos, verdict, outcome, EvidenceGrade.G0, StepDetail.NONE);
  }

  private static StepRow told(String model, String outcome, long in, long out) {
    return row(
        StepKind.MODEL_CALL,
        20_000_000,
        "",
        outcome,
        EvidenceGrade.G2,
        new StepDetail("otel-genai", "call-1", model, "acme", "", in, out, 0, 0, 3, 0));
  }

  private static StepRow row(
      StepKind kind,
      long nanos,
      String verdict,
      String outcome,
      EvidenceGrade grade,
      StepDetail detail) {
    SessionId session = new SessionId("s-secret");
    return new StepRow(
        new StepId("gateway-1", "0".repeat(31) + "1", "0".repeat(15) + "1"),
        "",
        new SessionFacts(
            session,
            session,
            "default",
            "prod",
            null,
            null,
            "lovelace",
            "triage",
            "1",
            "",
            "floor",
            NOW,
            0,
            false),
        kind,
        "shop",
        "read_file",
        NOW,
        nanos,
        verdict,
        outcome,
        Set.of(),
        Set.of(),
        List.of(),
        Payload.NONE,
        Payload.NONE,
        grade,
        detail);
  }
}
