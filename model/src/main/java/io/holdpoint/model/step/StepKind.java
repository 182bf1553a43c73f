// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

/** What kind of thing an agent did. */
public enum StepKind {
  USER_MESSAGE,
  MODEL_CALL,
  TOOL_CALL,
  RESOURCE_READ,
  PROMPT,
  COMPLETION,
  RETRIEVAL,
  MEMORY_READ,
  MEMORY_WRITE,
  HAND_OFF,
  SAMPLING,
  ELICITATION,
  ROOTS,
  APPROVAL,
  /** A list of what a server offers; told only where something was wrong with it. */
  LISTING,
  /** A check of what goes in or out, by a framework's own guard; its outcome is the verdict. */
  GUARDRAIL,
  /** Not a step of the agent's: the session is over. */
  SESSION_END
}
