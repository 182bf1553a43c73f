// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway may connect to: https, and no address of a private network unless the operator
 * named that origin. What a document of another party names cannot lead into the own network.
 */
final class AddressRules {

  private final Set<String> named;

  AddressRules(Set<URI> named) {
    this.named = named.stream().map(AddressRules::origin).collect(Collectors.toUnmodifiableSet());
  }

  void check(URI url) throws OutboundException {
    String host = url.getHost();
    if (host == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw refused(url, "a URL with a host and without user, password and fragment");
    }
    boolean isNamed = named.contains(origin(url));
    if ("http".equalsIgnoreCase(url.getScheme())) {
      if (!isNamed || !isLoopback(host)) {
        throw refused(url, "https; http only to a loopback address that the operator named");
      }
    } else if (!"https".equalsIgnoreCase(url.getScheme())) {
      throw refused(url, "https");
    }
    if (!isNamed) {
      requirePublic(url, host);
    }
  }

  static String origin(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host + ":" + port;
  }

  private static void requirePublic(URI url, String host) throws OutboundException {
    try {
      for (InetAddress address : InetAddress.getAllByName(bare(host))) {
        if (isPrivate(address)) {
          throw refused(url, "a public address, or an origin that the operator named");
        }
      }
    } catch (UnknownHostException e) {
      throw new OutboundException(origin(url) + ": the name is not known", e);
    }
  }

  static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return uniqueLocal
        || carrier
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static OutboundException refused(URI url, String rule) {
    return new OutboundException("url: got " + origin(url) + " (expected: " + rule + ")");
  }
}
