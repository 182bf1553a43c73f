// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Who may look and act; start at {@link io.holdpoint.dashboard.access.OperatorToken}. */
@NullMarked
package io.holdpoint.dashboard.access;

import org.jspecify.annotations.NullMarked;
