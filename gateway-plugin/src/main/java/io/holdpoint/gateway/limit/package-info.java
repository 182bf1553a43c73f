// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How much is used up, by whom and for what; start at {@link io.holdpoint.gateway.limit.LimitBook}.
 */
@NullMarked
package io.holdpoint.gateway.limit;

import org.jspecify.annotations.NullMarked;
