// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

/**
 * What was sent on since the start.
 *
 * @param sent items the backend took
 * @param left items left out on purpose
 * @param refused items the backend refused for good
 * @param lost bytes of the queue that were dropped before they were sent
 * @param lag bytes that wait
 */
public record ForwardStats(long sent, long left, long refused, long lost, long lag) {}
