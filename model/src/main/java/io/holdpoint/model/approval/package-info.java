// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Calls that wait for a person's word; start at {@link io.holdpoint.model.approval.Approval}, and
 * at {@link io.holdpoint.model.port.ApprovalDesk} for what is done with them.
 */
@NullMarked
package io.holdpoint.model.approval;

import org.jspecify.annotations.NullMarked;
