// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import org.jspecify.annotations.Nullable;

/** The GenAI conventions of OpenTelemetry with nothing of a framework's own: spans and events. */
final class GenAiDialect implements Dialect {

  private static final String WORD = "otel-genai";

  /** The event that holds the messages where the span does not. */
  private static final String DETAILS = "gen_ai.client.inference.operation.details";

  @Override
  public @Nullable Draft read(Telling telling) {
    SpanAttributes of = telling.attributes();
    StepKind kind = GenAiFacts.kind(of.text(Attributes.GEN_AI_OPERATION_NAME));
    if (kind == null && telling.name().equals(DETAILS)) {
      kind = StepKind.MODEL_CALL;
    }
    return kind == null ? null : GenAiFacts.draft(WORD, kind, telling);
  }
}
