// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the dashboard keeps, in an H2 database of its own; start at {@link
 * io.holdpoint.dashboard.storage.DashboardDatabase}.
 */
@NullMarked
package io.holdpoint.dashboard.storage;

import org.jspecify.annotations.NullMarked;
