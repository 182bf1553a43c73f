// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Tells people elsewhere what needs them; start at {@link io.holdpoint.server.alert.AlertRouter}.
 */
@NullMarked
package io.holdpoint.server.alert;

import org.jspecify.annotations.NullMarked;
