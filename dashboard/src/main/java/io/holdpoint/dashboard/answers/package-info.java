// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The five questions, answered from what is stored; start at {@link
 * io.holdpoint.dashboard.answers.Questions}.
 */
@NullMarked
package io.holdpoint.dashboard.answers;

import org.jspecify.annotations.NullMarked;
