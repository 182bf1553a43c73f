// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** OTLP messages as JSON, in and out; start at {@link io.holdpoint.collector.wire.JsonRequests}. */
@NullMarked
package io.holdpoint.collector.wire;

import org.jspecify.annotations.NullMarked;
