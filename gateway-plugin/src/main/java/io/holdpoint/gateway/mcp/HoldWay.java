// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

/** How the caller of a held request can be kept waiting. */
public enum HoldWay {
  /** By not answering for a while. */
  SILENT,
  /** The same, and it takes word meanwhile that its request still waits. */
  PROGRESS,
  /** It repeats its request by itself when told to. */
  REPEAT,
  /** The same, and it shows its user where to look. */
  PAGE,
  /** It takes a task instead of an answer, and asks for the answer later. */
  TASK
}
