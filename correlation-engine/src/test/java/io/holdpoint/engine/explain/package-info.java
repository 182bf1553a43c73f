// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests: Explanations, proved by replay. */
@NullMarked
package io.holdpoint.engine.explain;

import org.jspecify.annotations.NullMarked;
