// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** What several tests need; start at {@link io.holdpoint.server.testing.NoDeclarations}. */
@NullMarked
package io.holdpoint.server.testing;

import org.jspecify.annotations.NullMarked;
