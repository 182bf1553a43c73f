// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Nothing that is shipped knows the recorded attacks; start at ShippedWordsTest. */
@NullMarked
package io.holdpoint.server.eval.honesty;

import org.jspecify.annotations.NullMarked;
