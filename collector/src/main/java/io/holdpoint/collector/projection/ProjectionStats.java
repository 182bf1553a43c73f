// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

/**
 * What the projection did since it was started.
 *
 * @param stored steps put into the store, those put again included
 * @param failed steps the store would not take
 * @param stripped {@code holdpoint.*} attributes left out because their sender may not set them
 * @param unknown spans that are no steps
 * @param unreadable gateway spans or whole entries that could not be read
 * @param claimed steps of others that carried the ids of a gateway's step
 * @param withheld signals asked for on evidence too weak for them
 * @param lagBytes how much of the log is not in the store yet
 */
public record ProjectionStats(
    long stored,
    long failed,
    long stripped,
    long unknown,
    long unreadable,
    long claimed,
    long withheld,
    long lagBytes) {}
