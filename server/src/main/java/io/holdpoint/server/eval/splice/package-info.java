// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Measures how drift is seen where another task or agent takes over at a known step; start at
 * {@link io.holdpoint.server.eval.splice.SpliceStudy}.
 */
@NullMarked
package io.holdpoint.server.eval.splice;

import org.jspecify.annotations.NullMarked;
