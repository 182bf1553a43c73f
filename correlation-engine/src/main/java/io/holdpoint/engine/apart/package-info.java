// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Where rules are compiled: in this process, or in one of their own that can reach nothing; start
 * at {@link io.holdpoint.engine.apart.Compiling}.
 */
@NullMarked
package io.holdpoint.engine.apart;

import org.jspecify.annotations.NullMarked;
