// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the one member of a W3C baggage header that the sample servers care for. */
final class Baggage {

  private static final String MEMBER = "sample.run";

  private Baggage() {}

  /** The run named by a baggage header, empty if it names none. */
  static String runOf(String header) {
    return Arrays.stream(header.split(",", -1))
        .map(member -> member.split(";", 2)[0].split("=", 2))
        .filter(pair -> pair.length == 2 && pair[0].strip().equals(MEMBER))
        .map(pair -> URLDecoder.decode(pair[1].strip(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }
}
