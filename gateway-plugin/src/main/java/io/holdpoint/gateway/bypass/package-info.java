// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Breaking the glass; start at {@link io.holdpoint.gateway.bypass.JournaledBypass}. */
@NullMarked
package io.holdpoint.gateway.bypass;

import org.jspecify.annotations.NullMarked;
