// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What is decided about a step; start at {@link io.holdpoint.model.verdict.Decision}. */
@NullMarked
package io.holdpoint.model.verdict;

import org.jspecify.annotations.NullMarked;
