// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** A call as windows and state keep it, without its payload. Start reading at {@link Call}. */
@NullMarked
package io.holdpoint.engine.call;

import org.jspecify.annotations.NullMarked;
