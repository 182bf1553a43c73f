// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import java.net.URI;

/** Where a control API is. A token is sent there, so plain HTTP is for this machine only. */
public final class ControlAddress {

  private static final String RULE = "https://HOST:PORT, or http:// to this machine";

  private ControlAddress() {}

  /**
   * The address without a trailing slash.
   *
   * @throws IllegalArgumentException if it is none, or would show the token to a network
   */
  public static URI parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException notAnAddress) {
      throw refused(text);
    }
    String host = uri.getHost();
    boolean plain = "http".equals(uri.getScheme());
    if (host == null || !(plain ? isLoopback(host) : "https".equals(uri.getScheme()))) {
      throw refused(text);
    }
    return uri;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException("got \"" + text + "\" (expected: " + RULE + ")");
  }
}
