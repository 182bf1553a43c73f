// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Runs the tests inside rule files; start at {@link io.holdpoint.engine.kit.RuleTests}. */
@NullMarked
package io.holdpoint.engine.kit;

import org.jspecify.annotations.NullMarked;
