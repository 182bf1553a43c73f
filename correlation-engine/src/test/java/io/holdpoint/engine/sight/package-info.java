// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the package of the same name. */
@NullMarked
package io.holdpoint.engine.sight;

import org.jspecify.annotations.NullMarked;
