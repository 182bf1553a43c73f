// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Hooks of agent hosts as steps; start at {@link io.holdpoint.gateway.hook.ClaudeCodeHooks}. */
@NullMarked
package io.holdpoint.gateway.hook;

import org.jspecify.annotations.NullMarked;
