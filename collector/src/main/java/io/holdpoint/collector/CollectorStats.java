// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.projection.ProjectionStats;

/**
 * What the collector did since it was started.
 *
 * @param accepted spans acknowledged
 * @param rejected spans refused one by one, for want of valid ids or for their size
 * @param refused requests refused whole
 * @param projection what became of the accepted ones
 */
public record CollectorStats(
    long accepted, long rejected, long refused, ProjectionStats projection) {

  public CollectorStats {
    requireNonNull(projection, "projection");
  }
}
