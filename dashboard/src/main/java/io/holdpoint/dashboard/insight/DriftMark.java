// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.insight;

/**
 * How far a session is from what its agent usually does, by now.
 *
 * @param score the evidence that stands, in nats
 * @param perThousand how many of 1,000 clean sessions are expected to get as far
 * @param alarm true if it passed the limit
 */
public record DriftMark(double score, double perThousand, boolean alarm) {}
