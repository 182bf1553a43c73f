// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What each model call of a session was given, and how that grew; start at {@link
 * io.holdpoint.dashboard.context.ContextGrowth}.
 */
@NullMarked
package io.holdpoint.dashboard.context;

import org.jspecify.annotations.NullMarked;
