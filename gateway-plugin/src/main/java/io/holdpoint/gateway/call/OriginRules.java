// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names this gateway answers to and which pages may call it. A browser that was led to a
 * loopback address under a foreign name (DNS rebinding) gives itself away by both.
 */
public final class OriginRules {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * @param hosts further names of this gateway, without port
   * @param origins further origins, for example {@code https://console.example}
   */
  public OriginRules(List<String> hosts, List<String> origins) {
    Set<String> all = new HashSet<>(LOOPBACK);
    hosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
    this.hosts = Set.copyOf(all);
    this.origins = Set.copyOf(origins);
  }

  /** What speaks against a request's {@code Host} and {@code Origin}, or empty. */
  public Optional<String> objection(Headers headers) {
    List<String> host = headers.all("host");
    if (host.size() != 1 || !hosts.contains(nameOf(host.get(0)))) {
      String got = host.isEmpty() ? "nothing" : Json.quote(String.join(", ", host));
      return Optional.of("host: got " + got + " (expected: a name of this gateway)");
    }
    for (String origin : headers.all("origin")) {
      if (!isAllowed(origin)) {
        return Optional.of("origin: got " + Json.quote(origin) + " (expected: an allowed origin)");
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(String origin) {
    if (origins.contains(origin)) {
      return true;
    }
    int scheme = origin.indexOf("://");
    return scheme > 0 && LOOPBACK.contains(nameOf(origin.substring(scheme + 3)));
  }

  private static String nameOf(String authority) {
    int port = authority.lastIndexOf(':');
    boolean bracketed = authority.endsWith("]");
    String name = port < 0 || bracketed ? authority : authority.substring(0, port);
    return name.toLowerCase(Locale.ROOT);
  }
}
