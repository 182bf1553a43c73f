// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Signals and declared sessions that outlive a restart; start at {@link
 * io.holdpoint.gateway.containment.JournaledSignalBus}.
 */
@NullMarked
package io.holdpoint.gateway.containment;

import org.jspecify.annotations.NullMarked;
