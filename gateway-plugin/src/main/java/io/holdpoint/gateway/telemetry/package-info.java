// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Steps as spans; start at {@link io.holdpoint.gateway.telemetry.StepSpans}. */
@NullMarked
package io.holdpoint.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
