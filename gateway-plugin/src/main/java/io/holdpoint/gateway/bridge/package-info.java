// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Servers that speak no streamable HTTP, made to look as if they did; start at {@link
 * io.holdpoint.gateway.bridge.Bridge}. A bridge is the client of its servers, so it knows the
 * protocol's words.
 */
@NullMarked
package io.holdpoint.gateway.bridge;

import org.jspecify.annotations.NullMarked;
