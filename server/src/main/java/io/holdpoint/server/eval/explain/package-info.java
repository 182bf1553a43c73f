// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Explains every detection of an evaluation and checks the explanations; start at {@link
 * io.holdpoint.server.eval.explain.ExplanationCheck}.
 */
@NullMarked
package io.holdpoint.server.eval.explain;

import org.jspecify.annotations.NullMarked;
