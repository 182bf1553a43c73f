// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Received telemetry, kept until it is projected; start at {@link
 * io.holdpoint.collector.log.TelemetryLog}.
 */
@NullMarked
package io.holdpoint.collector.log;

import org.jspecify.annotations.NullMarked;
