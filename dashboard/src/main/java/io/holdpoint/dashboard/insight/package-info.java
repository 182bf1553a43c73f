// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What other parts know of sessions and agents; start at {@link
 * io.holdpoint.dashboard.insight.Insights}.
 */
@NullMarked
package io.holdpoint.dashboard.insight;

import org.jspecify.annotations.NullMarked;
