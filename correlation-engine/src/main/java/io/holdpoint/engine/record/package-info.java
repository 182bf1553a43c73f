// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What the engine is told, in the order in which it takes it in, so that it can be told again;
 * start at {@link io.holdpoint.engine.record.InputRecord}.
 */
@NullMarked
package io.holdpoint.engine.record;

import org.jspecify.annotations.NullMarked;
