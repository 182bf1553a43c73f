// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * JSON-RPC over raw bytes and what both eras of MCP have in common; start at {@link
 * io.holdpoint.gateway.mcp.Protocol}.
 */
@NullMarked
package io.holdpoint.gateway.mcp;

import org.jspecify.annotations.NullMarked;
