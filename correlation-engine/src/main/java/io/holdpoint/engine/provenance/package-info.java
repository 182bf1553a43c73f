// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Where the values of a session's arguments come from, and who asked for its calls; start at {@link
 * io.holdpoint.engine.provenance.Provenance}.
 */
@NullMarked
package io.holdpoint.engine.provenance;

import org.jspecify.annotations.NullMarked;
