// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Recorded sessions and their labels; start at {@link io.holdpoint.server.eval.trace.TraceFiles}.
 */
@NullMarked
package io.holdpoint.server.eval.trace;

import org.jspecify.annotations.NullMarked;
