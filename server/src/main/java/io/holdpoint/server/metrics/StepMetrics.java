// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import io.holdpoint.collector.dialect.McpMethods;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Steps and detections in numbers, counted once they are stored: nothing of it is on a call's way.
 * A step that is stored again counts again.
 */
final class StepMetrics implements StepListener {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> TOKENS = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> VERDICT = AttributeKey.stringKey("holdpoint.verdict");
  static final AttributeKey<String> RULE = AttributeKey.stringKey("holdpoint.rule.id");
  static final AttributeKey<String> SEVERITY = AttributeKey.stringKey("holdpoint.severity");

  private static final double NANOS_PER_SECOND = 1e9;

  /** Names come from senders: longer ones are no names. */
  private static final int LONGEST = 100;

  private static final Set<String> VERDICTS = Set.of("permit", "hold", "deny");

  private static final Set<String> ERRORS =
      Set.of("tool-error", "protocol-error", "refused", "timed-out", "unknown");

  private final DoubleHistogram mcp;
  private final DoubleHistogram genAi;
  private final LongHistogram tokens;
  private final LongCounter verdicts;
  private final LongCounter detections;

  StepMetrics(Meter meter) {
    this.mcp =
        meter
            .histogramBuilder("mcp.server.operation.duration")
            .setUnit("s")
            .setDescription("Calls through the gateway, from the first byte to the last.")
            .setExplicitBucketBoundariesAdvice(
                DoubleStream.of(.01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30, 60, 120, 300)
                    .boxed()
                    .toList())
            .build();
    this.genAi =
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setUnit("s")
            .setDescription("Operations of agents, as their frameworks tell of them.")
            .setExplicitBucketBoundariesAdvice(
                DoubleStream.iterate(.01, bound -> bound < 100, bound -> 2 * bound)
                    .boxed()
                    .toList())
            .build();
    this.tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Tokens of model calls, as frameworks tell of them.")
            .setExplicitBucketBoundariesAdvice(
                LongStream.iterate(1, bound -> bound < 100_000_000, bound -> 4 * bound)
                    .boxed()
                    .toList())
            .build();
    this.verdicts =
        meter
            .counterBuilder("holdpoint.verdicts")
            .setUnit("{step}")
            .setDescription("Steps by verdict.")
            .build();
    this.detections =
        meter
            .counterBuilder("holdpoint.detections")
            .setUnit("{detection}")
            .setDescription("Rules that matched.")
            .build();
  }

  @Override
  public void stored(List<StepRow> steps, List<DetectionRow> found) {
    steps.forEach(this::count);
    for (DetectionRow row : found) {
      detections.add(
          1,
          Attributes.of(
              RULE,
              row.detection().rule().id(),
              SEVERITY,
              row.detection().severity().name().toLowerCase(Locale.ROOT)));
    }
  }

  private void count(StepRow step) {
    if (VERDICTS.contains(step.verdict())) {
      verdicts.add(1, Attributes.of(VERDICT, step.verdict()));
    }
    if (step.grade() == EvidenceGrade.G0) {
      String method = McpMethods.of(step.kind());
      if (!method.isEmpty()) {
        mcp.record(seconds(step), told(step, METHOD, method));
      }
    } else {
      String operation = operation(step.kind());
      if (!operation.isEmpty()) {
        operation(step, operation);
      }
    }
  }

  private void operation(StepRow step, String operation) {
    StepDetail detail = step.detail();
    AttributesBuilder told = told(step, OPERATION, operation).toBuilder();
    put(told, PROVIDER, detail.provider());
    put(told, MODEL, detail.model());
    genAi.record(seconds(step), told.build());
    if (detail.inputTokens() > 0 || detail.outputTokens() > 0) {
      AttributesBuilder spent = Attributes.builder().put(OPERATION, operation);
      put(spent, PROVIDER, detail.provider());
      put(spent, MODEL, detail.model());
      tokens.record(detail.inputTokens(), spent.put(TOKENS, "input").build());
      tokens.record(detail.outputTokens(), spent.put(TOKENS, "output").build());
    }
  }

  private static void put(AttributesBuilder told, AttributeKey<String> key, String name) {
    if (!name.isEmpty() && name.length() <= LONGEST) {
      told.put(key, name);
    }
  }

  private static Attributes told(StepRow step, AttributeKey<String> key, String name) {
    return switch (step.outcome()) {
      case "", "succeeded" -> Attributes.of(key, name);
      default -> Attributes.of(key, name, ERROR, error(step.outcome()));
    };
  }

  /** One of our own words: what telemetry claims may be any text. */
  private static String error(String outcome) {
    return ERRORS.contains(outcome) ? outcome : "_OTHER";
  }

  private static double seconds(StepRow step) {
    return Math.max(0, step.durationNanos()) / NANOS_PER_SECOND;
  }

  /** What it is called among operations of generative AI; empty if it is none of them. */
  private static String operation(StepKind kind) {
    return switch (kind) {
      case MODEL_CALL -> "chat";
      case TOOL_CALL -> "execute_tool";
      case RETRIEVAL -> "retrieval";
      case HAND_OFF -> "invoke_agent";
      case USER_MESSAGE,
          RESOURCE_READ,
          PROMPT,
          COMPLETION,
          MEMORY_READ,
          MEMORY_WRITE,
          SAMPLING,
          ELICITATION,
          ROOTS,
          APPROVAL,
          LISTING,
          GUARDRAIL,
          SESSION_END ->
          "";
    };
  }
}
