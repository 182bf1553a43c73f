// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The events rules are written over and their columns, which are public; start at {@link
 * io.holdpoint.engine.rules.schema.EventType}.
 */
@NullMarked
package io.holdpoint.engine.rules.schema;

import org.jspecify.annotations.NullMarked;
