// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Child processes that are spoken to line by line; start at {@link
 * io.holdpoint.gateway.stdio.ChildProcess}.
 */
@NullMarked
package io.holdpoint.gateway.stdio;

import org.jspecify.annotations.NullMarked;
