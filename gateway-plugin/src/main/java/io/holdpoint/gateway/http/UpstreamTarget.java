// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import java.net.URI;

/**
 * An upstream server.
 *
 * @param secure true for https
 * @param host its name or address, IPv6 without brackets
 * @param port its port
 * @param path path and query of its MCP endpoint
 */
public record UpstreamTarget(boolean secure, String host, int port, String path) {

  /**
   * Reads an absolute http or https URL.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static UpstreamTarget of(URI url) {
    String scheme = url.getScheme();
    String host = url.getHost();
    boolean secure = "https".equalsIgnoreCase(scheme);
    if (host == null || !(secure || "http".equalsIgnoreCase(scheme)) || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "upstream url: got a text of scheme \""
              + scheme
              + "\" (expected: http://host:port/path"
              + " or https://..., without user and password)");
    }
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new UpstreamTarget(secure, bare, port, path + query);
  }

  /**
   * Another address of this server, as it named it itself.
   *
   * @param reference absolute or relative to this one
   * @throws IllegalArgumentException if it is no address, or of another origin
   */
  public UpstreamTarget resolve(String reference) {
    URI here = URI.create((secure ? "https" : "http") + "://" + authority() + path);
    UpstreamTarget there = of(here.resolve(reference));
    boolean same = there.secure == secure && there.port == port && there.host.equals(host);
    if (!same) {
      throw new IllegalArgumentException(
          "upstream address: got one of another origin (expected: " + authority() + ")");
    }
    return there;
  }

  /** The value of the {@code Host} field. */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }
}
