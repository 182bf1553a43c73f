// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A held step before people, whatever way it came; start at {@link
 * io.holdpoint.gateway.hold.DeskHold}.
 */
@NullMarked
package io.holdpoint.gateway.hold;

import org.jspecify.annotations.NullMarked;
