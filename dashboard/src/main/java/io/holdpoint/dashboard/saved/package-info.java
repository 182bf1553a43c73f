// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Filters that people keep under a name; start at {@link io.holdpoint.dashboard.saved.SavedViews}.
 */
@NullMarked
package io.holdpoint.dashboard.saved;

import org.jspecify.annotations.NullMarked;
