// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What a judged call costs; start at {@link AssessBenchmark}. */
@NullMarked
package io.holdpoint.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
