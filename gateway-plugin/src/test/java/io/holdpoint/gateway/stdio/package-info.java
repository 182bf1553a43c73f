// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of child processes, with real ones. */
@NullMarked
package io.holdpoint.gateway.stdio;

import org.jspecify.annotations.NullMarked;
