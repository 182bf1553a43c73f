// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Gateways ended by force under load; start at {@link io.holdpoint.gateway.kill.KilledGatewayIT}.
 */
@NullMarked
package io.holdpoint.gateway.kill;

import org.jspecify.annotations.NullMarked;
