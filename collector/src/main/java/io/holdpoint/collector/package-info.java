// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Takes telemetry in, makes steps of it and stores them; start at {@link
 * io.holdpoint.collector.Collector}.
 */
@NullMarked
package io.holdpoint.collector;

import org.jspecify.annotations.NullMarked;
