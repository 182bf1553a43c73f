// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of the rules workshop; start at {@link io.holdpoint.server.workshop.RuleWorkshopTest}. */
@NullMarked
package io.holdpoint.server.workshop;

import org.jspecify.annotations.NullMarked;
