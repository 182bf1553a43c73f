// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Who may look and act: operators, their roles, and how they show who they are; start at {@link
 * io.holdpoint.dashboard.access.Operator}.
 */
@NullMarked
package io.holdpoint.dashboard.access;

import org.jspecify.annotations.NullMarked;
