// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Explanations of recorded sessions. */
@NullMarked
package io.holdpoint.server.eval.explain;

import org.jspecify.annotations.NullMarked;
