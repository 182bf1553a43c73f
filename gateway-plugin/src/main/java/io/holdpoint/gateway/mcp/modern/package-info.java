// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * MCP revision 2026-07-28 and later; start at {@link
 * io.holdpoint.gateway.mcp.modern.ModernProtocol}.
 */
@NullMarked
package io.holdpoint.gateway.mcp.modern;

import org.jspecify.annotations.NullMarked;
