// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The daemon's end of the link to wrapped stdio servers; start at {@link
 * io.holdpoint.gateway.stdio.daemon.WrapperListener}.
 */
@NullMarked
package io.holdpoint.gateway.stdio.daemon;

import org.jspecify.annotations.NullMarked;
