// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The verb {@code demo}: Holdpoint, sample servers and sample agents in one process; start at
 * {@link Demo}.
 */
@NullMarked
package io.holdpoint.samples.demo;

import org.jspecify.annotations.NullMarked;
