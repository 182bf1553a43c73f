// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The public MCP conformance suite, direct and through the gateway; start at {@link
 * io.holdpoint.gateway.conformance.ServerConformanceIT}.
 */
@NullMarked
package io.holdpoint.gateway.conformance;

import org.jspecify.annotations.NullMarked;
