// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a request says whose session it is, and what of it did not count. Only places and trace
 * ids: what stands in {@code baggage} can be a handle.
 *
 * @param places in the order they are looked at; of fields that stand in {@code _meta} and in the
 *     header both
 * @param overruledTrace the header's {@code traceparent} if {@code _meta} has another one, else
 *     empty
 */
public record Evidence(List<String> places, String overruledTrace) {

  /** A request that says nothing. */
  public static final Evidence NONE = new Evidence(List.of(), "");

  private static final int LONGEST_TRACE = 64;

  public Evidence {
    places = List.copyOf(places);
    requireNonNull(overruledTrace, "overruledTrace");
    if (overruledTrace.length() > LONGEST_TRACE) {
      overruledTrace = overruledTrace.substring(0, LONGEST_TRACE);
    }
  }

  /** What stands where; empty texts for nothing. */
  static Evidence of(
      String metaBaggage,
      String headerBaggage,
      String mcpSessionId,
      String metaTrace,
      String headerTrace) {
    List<String> places = new ArrayList<>(2);
    note(places, "_meta.baggage", metaBaggage);
    note(places, "baggage", headerBaggage);
    note(places, "mcp-session", mcpSessionId);
    note(places, "_meta.traceparent", metaTrace);
    note(places, "traceparent", headerTrace);
    boolean overruled = !metaTrace.isEmpty() && !metaTrace.equals(headerTrace);
    boolean isTrace = headerTrace.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0);
    return places.isEmpty() ? NONE : new Evidence(places, overruled && isTrace ? headerTrace : "");
  }

  private static void note(List<String> places, String place, String value) {
    if (!value.isEmpty()) {
      places.add(place);
    }
  }
}
