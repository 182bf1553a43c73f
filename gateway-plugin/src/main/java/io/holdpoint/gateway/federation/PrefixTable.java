// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which upstream a name of the federated endpoint belongs to. The table alone decides: of all
 * prefixes that fit, the longest is meant. Immutable.
 */
final class PrefixTable {

  /** Followed by the upstream's name, a slash and the upstream's own URI. */
  private static final String SCHEME = "holdpoint://";

  private final List<Entry> entries;

  PrefixTable(FederationSettings settings) {
    List<Entry> longestFirst = new ArrayList<>();
    for (FederationSettings.Member member : settings.members()) {
      String prefix = member.prefix().isEmpty() ? "" : member.prefix() + settings.separator();
      longestFirst.add(new Entry(member.upstream(), prefix));
    }
    longestFirst.sort(Comparator.comparingInt((Entry e) -> e.prefix().length()).reversed());
    this.entries = List.copyOf(longestFirst);
  }

  private record Entry(String upstream, String prefix) {}

  /**
   * Where something is.
   *
   * @param upstream whose it is
   * @param name what that calls it
   */
  record Place(String upstream, String name) {}

  /** The place a name belongs to, or null. */
  @Nullable Place place(String name) {
    for (Entry entry : entries) {
      if (name.startsWith(entry.prefix()) && name.length() > entry.prefix().length()) {
        return new Place(entry.upstream(), name.substring(entry.prefix().length()));
      }
    }
    return null;
  }

  /** The name an upstream's own name has here. */
  String name(String upstream, String own) {
    for (Entry entry : entries) {
      if (entry.upstream().equals(upstream)) {
        return entry.prefix() + own;
      }
    }
    throw new IllegalArgumentException("upstream: got " + upstream + " (expected: one behind it)");
  }

  /** The place a URI belongs to, or null. */
  @Nullable Place located(String uri) {
    if (!uri.startsWith(SCHEME)) {
      return null;
    }
    int slash = uri.indexOf('/', SCHEME.length());
    if (slash < 0) {
      return null;
    }
    String upstream = uri.substring(SCHEME.length(), slash);
    return entries.stream().anyMatch(e -> e.upstream().equals(upstream))
        ? new Place(upstream, uri.substring(slash + 1))
        : null;
  }

  /** The URI an upstream's own URI, or template of URIs, has here. */
  String uri(String upstream, String own) {
    return SCHEME + upstream + "/" + own;
  }
}
