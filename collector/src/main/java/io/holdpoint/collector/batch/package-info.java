// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Spans inside an export request; start at {@link io.holdpoint.collector.batch.SpanBatch}. */
@NullMarked
package io.holdpoint.collector.batch;

import org.jspecify.annotations.NullMarked;
