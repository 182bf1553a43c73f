// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the validation. */
@NullMarked
package io.holdpoint.server.eval.validate;

import org.jspecify.annotations.NullMarked;
