// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the index of steps. */
@NullMarked
package io.holdpoint.collector.search;

import org.jspecify.annotations.NullMarked;
