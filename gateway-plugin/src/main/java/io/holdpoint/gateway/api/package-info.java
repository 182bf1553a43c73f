// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What hosts of agents tell and ask without being the proxy; start at {@link
 * io.holdpoint.gateway.api.DecisionService}.
 */
@NullMarked
package io.holdpoint.gateway.api;

import org.jspecify.annotations.NullMarked;
