// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What stands against a session now; start at {@link io.holdpoint.gateway.gate.Gate}. */
@NullMarked
package io.holdpoint.gateway.gate;

import org.jspecify.annotations.NullMarked;
