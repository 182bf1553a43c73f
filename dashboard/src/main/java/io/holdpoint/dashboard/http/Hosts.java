// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this listener may be called. A page of another site whose name was made to
 * point at this address (DNS rebinding) sends its own name, and is refused.
 */
final class Hosts {

  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  Hosts(List<String> more) {
    more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** True if the {@code Host} header names one of ours, with whatever port. */
  boolean allows(@Nullable String host) {
    return host != null && names.contains(withoutPort(host.toLowerCase(Locale.ROOT)));
  }

  /** True if a page of {@code origin} was served under {@code host}. */
  boolean sameOrigin(String origin, @Nullable String host) {
    if (host == null || !allows(host)) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    String from = origin.toLowerCase(Locale.ROOT);
    return from.equals("http://" + name) || from.equals("https://" + name);
  }

  private static String withoutPort(String host) {
    int bracket = host.indexOf(']');
    int colon = host.indexOf(':', Math.max(bracket, 0));
    return colon < 0 ? host : host.substring(0, colon);
  }
}
