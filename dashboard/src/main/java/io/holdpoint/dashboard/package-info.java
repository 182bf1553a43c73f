// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What operators see and do; start at {@link io.holdpoint.dashboard.Dashboard}. */
@NullMarked
package io.holdpoint.dashboard;

import org.jspecify.annotations.NullMarked;
