// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Which signs speak against a call, whether a rule acts on them or not; start at {@link
 * io.holdpoint.server.eval.signs.Probes}.
 */
@NullMarked
package io.holdpoint.server.eval.signs;

import org.jspecify.annotations.NullMarked;
