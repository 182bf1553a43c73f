// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Who answers for which agent, and what it is for; start at {@link
 * io.holdpoint.gateway.registry.AgentRegistry}.
 */
@NullMarked
package io.holdpoint.gateway.registry;

import org.jspecify.annotations.NullMarked;
