// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Incident reports; start at {@link io.holdpoint.dashboard.report.IncidentReport}. */
@NullMarked
package io.holdpoint.dashboard.report;

import org.jspecify.annotations.NullMarked;
