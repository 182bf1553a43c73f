// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the probes. */
@NullMarked
package io.holdpoint.server.eval.signs;

import org.jspecify.annotations.NullMarked;
