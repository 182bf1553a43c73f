// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import org.jspecify.annotations.Nullable;

/** One way in which agent frameworks tell steps. For one thread. */
sealed interface Dialect
    permits AdkDialect,
        ClaudeCodeDialect,
        CodexDialect,
        GeminiCliDialect,
        GenAiDialect,
        LangChain4jDialect,
        McpDialect,
        OpenAiAgentsDialect,
        OpenInferenceDialect,
        OpenLlmetryDialect,
        SpringAiDialect,
        VercelDialect {

  /**
   * What the item means, {@link Draft#TOLD_ELSEWHERE}, or null if it is told in another way or is
   * no step.
   */
  @Nullable Draft read(Telling telling);
}
