// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

/** Where a session key was taken from, best first. */
public enum KeySource {
  /** A handle the host declared beforehand with its own credential. */
  DECLARED,
  /** The id under which a host tells of its own sessions, with its own credential. */
  HOST,
  /** {@code holdpoint.session}, {@code gen_ai.conversation.id} or {@code session.id} in baggage. */
  BAGGAGE,
  /** The trace id of the caller's {@code traceparent}. */
  TRACE,
  /** {@code Mcp-Session-Id} of the revisions up to 2025-11-25. */
  MCP_SESSION,
  /** No key at all: the floor itself, cut by its idle gap. */
  FLOOR
}
