// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** From the log into the store; start at {@link io.holdpoint.collector.projection.Projector}. */
@NullMarked
package io.holdpoint.collector.projection;

import org.jspecify.annotations.NullMarked;
