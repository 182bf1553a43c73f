// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The house rules; start at {@link io.holdpoint.server.rules.HouseRulesTest}. */
@NullMarked
package io.holdpoint.server.rules;

import org.jspecify.annotations.NullMarked;
