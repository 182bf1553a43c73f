// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;

/** What steps are called in MCP. */
public final class McpMethods {

  private McpMethods() {}

  /** The method a step of this kind is asked for by; empty if MCP has none. */
  public static String of(StepKind kind) {
    return switch (kind) {
      case TOOL_CALL -> "tools/call";
      case RESOURCE_READ -> "resources/read";
      case PROMPT -> "prompts/get";
      case COMPLETION -> "completion/complete";
      case SAMPLING -> "sampling/createMessage";
      case ELICITATION -> "elicitation/create";
      case ROOTS -> "roots/list";
      case USER_MESSAGE,
          MODEL_CALL,
          RETRIEVAL,
          MEMORY_READ,
          MEMORY_WRITE,
          HAND_OFF,
          APPROVAL,
          LISTING,
          GUARDRAIL,
          SESSION_END ->
          "";
    };
  }
}
