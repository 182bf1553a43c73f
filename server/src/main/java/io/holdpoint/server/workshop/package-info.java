// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Where rules are written, tried, saved and promoted by way of the control API; files stay the
 * source of truth. Start at {@link io.holdpoint.server.workshop.RuleWorkshop}.
 */
@NullMarked
package io.holdpoint.server.workshop;

import org.jspecify.annotations.NullMarked;
