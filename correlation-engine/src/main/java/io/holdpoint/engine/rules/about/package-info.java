// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What is said of a rule beside its logic: where it comes from, what earned it its mode; start at
 * {@link io.holdpoint.engine.rules.about.About}.
 */
@NullMarked
package io.holdpoint.engine.rules.about;

import org.jspecify.annotations.NullMarked;
