// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Agents that follow a script instead of a model, over the MCP Java SDK's client; start at {@link
 * SampleAgent}.
 */
@NullMarked
package io.holdpoint.samples.agents;

import org.jspecify.annotations.NullMarked;
