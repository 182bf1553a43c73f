// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What people make of detections; start at {@link io.holdpoint.dashboard.triage.TriageBook}. */
@NullMarked
package io.holdpoint.dashboard.triage;

import org.jspecify.annotations.NullMarked;
