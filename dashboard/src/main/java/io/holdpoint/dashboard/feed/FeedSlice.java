// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import java.util.List;

/**
 * What a reader of the feed gets.
 *
 * @param events in order, empty if the wait was over first
 * @param lost true if events after the reader's place are gone already
 * @param closed true if there will be no more
 */
public record FeedSlice(List<FeedEvent> events, boolean lost, boolean closed) {

  public FeedSlice {
    events = List.copyOf(events);
  }
}
