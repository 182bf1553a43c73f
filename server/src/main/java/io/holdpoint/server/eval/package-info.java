// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Measures detection on recorded sessions; start at {@link io.holdpoint.server.eval.Evaluation}.
 */
@NullMarked
package io.holdpoint.server.eval;

import org.jspecify.annotations.NullMarked;
