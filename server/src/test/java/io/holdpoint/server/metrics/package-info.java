// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Tests of own metrics. */
@NullMarked
package io.holdpoint.server.metrics;

import org.jspecify.annotations.NullMarked;
