// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The only package that knows Esper; start at {@link io.holdpoint.engine.esper.ShardRuntime}. */
@NullMarked
package io.holdpoint.engine.esper;

import org.jspecify.annotations.NullMarked;
