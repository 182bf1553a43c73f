// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * How a rule behaves once it matched: what is not told again, who is excepted, how many it may
 * stop; start at {@link io.holdpoint.engine.rules.conduct.Conduct}.
 */
@NullMarked
package io.holdpoint.engine.rules.conduct;

import org.jspecify.annotations.NullMarked;
