// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.approval.HeldCalls;
import io.holdpoint.gateway.approval.HoldTickets;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.hold.ApprovalPage;
import io.holdpoint.gateway.hold.ApprovalRequests;
import io.holdpoint.gateway.hold.ClearArguments;
import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.model.port.ApprovalDesk;

/**
 * All that held calls need.
 *
 * @param desk where they wait for people
 * @param tickets what their callers bring back
 * @param calls what waits for callers that ask later
 * @param runs calls that ran as tasks
 * @param settings how long they wait, and how
 * @param page where operators decide of them
 * @param clear what they say, for those who decide
 */
public record Holds(
    ApprovalDesk desk,
    HoldTickets tickets,
    HeldCalls calls,
    TaskRuns runs,
    HoldSettings settings,
    ApprovalPage page,
    ClearArguments clear) {

  /** Makes of held steps what is put before people. */
  ApprovalRequests requests(ToolCatalogue catalogue) {
    return new ApprovalRequests(catalogue, settings, clear);
  }
}
