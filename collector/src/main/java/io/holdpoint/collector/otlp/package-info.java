// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Telemetry over the network: OTLP by gRPC and by HTTP; start at {@link
 * io.holdpoint.collector.otlp.Intake}.
 */
@NullMarked
package io.holdpoint.collector.otlp;

import org.jspecify.annotations.NullMarked;
