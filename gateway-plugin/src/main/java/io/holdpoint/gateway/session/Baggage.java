// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads W3C baggage. */
final class Baggage {

  private static final int LONGEST = 8192;

  private Baggage() {}

  /** The value of a member, percent-decoded; empty if it is absent or broken. */
  static String value(String baggage, String name) {
    if (baggage.isEmpty() || baggage.length() > LONGEST) {
      return "";
    }
    for (String member : baggage.split(",")) {
      int equals = member.indexOf('=');
      if (equals > 0 && member.substring(0, equals).strip().equals(name)) {
        return decoded(member.substring(equals + 1).split(";", 2)[0].strip());
      }
    }
    return "";
  }

  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return "";
    }
  }
}
