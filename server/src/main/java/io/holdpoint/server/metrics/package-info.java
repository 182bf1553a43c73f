// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What Holdpoint tells of itself in numbers, under the names of OpenTelemetry's conventions where
 * they have one; start at {@link io.holdpoint.server.metrics.OwnMetrics}. No attribute names a
 * session, a person or a value.
 */
@NullMarked
package io.holdpoint.server.metrics;

import org.jspecify.annotations.NullMarked;
