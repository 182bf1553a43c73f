// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Two sessions side by side; start at {@link io.holdpoint.dashboard.compare.Comparison}. */
@NullMarked
package io.holdpoint.dashboard.compare;

import org.jspecify.annotations.NullMarked;
