// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of trace files. */
@NullMarked
package io.holdpoint.server.eval.trace;

import org.jspecify.annotations.NullMarked;
