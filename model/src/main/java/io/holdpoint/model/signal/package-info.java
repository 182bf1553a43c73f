// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Containment orders and the state they fold to; start at {@link io.holdpoint.model.signal.Signal}.
 */
@NullMarked
package io.holdpoint.model.signal;

import org.jspecify.annotations.NullMarked;
