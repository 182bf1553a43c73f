// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** The data folder and its secrets; start at {@link io.holdpoint.server.data.DataFolder}. */
@NullMarked
package io.holdpoint.server.data;

import org.jspecify.annotations.NullMarked;
