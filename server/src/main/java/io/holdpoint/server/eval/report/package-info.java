// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tells the figures; start at {@link io.holdpoint.server.eval.report.JsonReport}. */
@NullMarked
package io.holdpoint.server.eval.report;

import org.jspecify.annotations.NullMarked;
