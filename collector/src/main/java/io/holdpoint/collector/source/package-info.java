// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Who sends telemetry; start at {@link io.holdpoint.collector.source.SourceRegistry}. */
@NullMarked
package io.holdpoint.collector.source;

import org.jspecify.annotations.NullMarked;
