// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** The parts of a call that need no socket. */
@NullMarked
package io.holdpoint.gateway.step;

import org.jspecify.annotations.NullMarked;
