// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Proves at start that the controls that are configured stop what they are to stop; start at {@link
 * io.holdpoint.gateway.canary.Canaries}.
 */
@NullMarked
package io.holdpoint.gateway.canary;

import org.jspecify.annotations.NullMarked;
