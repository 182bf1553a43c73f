// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

/** The two shapes of MCP. */
public enum Era {
  /** Revisions up to 2025-11-25: {@code initialize}, sessions, server-to-client requests. */
  LEGACY,
  /** From 2026-07-28 on: stateless requests that say everything in {@code _meta}. */
  MODERN
}
