// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Checkpoints that leave the host; start at {@link Checkpoints}. */
@NullMarked
package io.holdpoint.server.audit.sign;

import org.jspecify.annotations.NullMarked;
