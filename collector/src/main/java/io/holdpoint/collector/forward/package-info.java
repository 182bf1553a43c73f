// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Sends on what came in to an OTLP backend; start at {@link
 * io.holdpoint.collector.forward.Forwarder}. The telemetry log is its queue, so what was
 * acknowledged is sent on even after a restart.
 */
@NullMarked
package io.holdpoint.collector.forward;

import org.jspecify.annotations.NullMarked;
