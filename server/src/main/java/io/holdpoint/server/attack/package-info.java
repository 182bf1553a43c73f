// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Attacks that do no harm, played through gate, engine and verdict; start at {@link
 * io.holdpoint.server.attack.Campaign}.
 */
@NullMarked
package io.holdpoint.server.attack;

import org.jspecify.annotations.NullMarked;
