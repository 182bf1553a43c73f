// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Held calls that outlive a restart while people make up their minds; start at {@link
 * io.holdpoint.gateway.approval.JournaledApprovalDesk}.
 */
@NullMarked
package io.holdpoint.gateway.approval;

import org.jspecify.annotations.NullMarked;
