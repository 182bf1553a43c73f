// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests: Sealed files of recorded input. */
@NullMarked
package io.holdpoint.engine.record.file;

import org.jspecify.annotations.NullMarked;
