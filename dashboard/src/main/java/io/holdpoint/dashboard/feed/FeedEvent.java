// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import static java.util.Objects.requireNonNull;

/**
 * One event of the feed.
 *
 * @param id rises with each event, also over restarts
 * @param type {@code step}, {@code detection}, {@code signal}, {@code session}, {@code approval},
 *     {@code coverage} or {@code reset}
 * @param json one line of JSON
 */
public record FeedEvent(long id, String type, String json) {

  public FeedEvent {
    requireNonNull(type, "type");
    requireNonNull(json, "json");
  }
}
