// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * MCP revisions up to 2025-11-25; start at {@link io.holdpoint.gateway.mcp.legacy.LegacyProtocol}.
 */
@NullMarked
package io.holdpoint.gateway.mcp.legacy;

import org.jspecify.annotations.NullMarked;
