// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
@NullMarked
package io.holdpoint.engine.call;

import org.jspecify.annotations.NullMarked;
