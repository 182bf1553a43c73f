// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.holdpoint.collector.forward}. */
@NullMarked
package io.holdpoint.collector.forward;

import org.jspecify.annotations.NullMarked;
