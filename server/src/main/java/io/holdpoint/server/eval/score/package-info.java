// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Compares what was stopped with the labels; start at {@link
 * io.holdpoint.server.eval.score.Scores}.
 */
@NullMarked
package io.holdpoint.server.eval.score;

import org.jspecify.annotations.NullMarked;
