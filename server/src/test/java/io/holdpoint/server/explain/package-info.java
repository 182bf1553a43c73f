// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Explanations over the API. */
@NullMarked
package io.holdpoint.server.explain;

import org.jspecify.annotations.NullMarked;
