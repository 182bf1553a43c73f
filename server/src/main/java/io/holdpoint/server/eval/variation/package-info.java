// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The same recordings with some knowledge taken away; start at {@link
 * io.holdpoint.server.eval.variation.Variation}.
 */
@NullMarked
package io.holdpoint.server.eval.variation;

import org.jspecify.annotations.NullMarked;
