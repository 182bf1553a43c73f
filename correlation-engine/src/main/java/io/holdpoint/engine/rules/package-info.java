// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Rule files and their tests; start at {@link io.holdpoint.engine.rules.RuleSet}. */
@NullMarked
package io.holdpoint.engine.rules;

import org.jspecify.annotations.NullMarked;
