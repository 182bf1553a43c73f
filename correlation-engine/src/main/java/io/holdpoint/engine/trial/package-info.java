// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Tries rules out before they are let near sessions; start at {@link
 * io.holdpoint.engine.trial.Trial}.
 */
@NullMarked
package io.holdpoint.engine.trial;

import org.jspecify.annotations.NullMarked;
