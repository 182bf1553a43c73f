// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The forms a rule's logic can be written in, and the EPL they become; start at {@link
 * io.holdpoint.engine.rules.forms.Form}.
 */
@NullMarked
package io.holdpoint.engine.rules.forms;

import org.jspecify.annotations.NullMarked;
