// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What spans mean; start at {@link io.holdpoint.collector.dialect.Dialects}. A dialect is a way of
 * telling steps as spans, and each knows one.
 */
@NullMarked
package io.holdpoint.collector.dialect;

import org.jspecify.annotations.NullMarked;
