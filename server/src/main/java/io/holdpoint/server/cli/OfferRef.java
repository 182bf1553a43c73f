// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import tools.jackson.databind.JsonNode;

/**
 * An offer as people type it.
 *
 * @param upstream before the first slash
 * @param name after it, possibly empty
 */
record OfferRef(String upstream, String name) {

  /**
   * Reads {@code upstream/name}.
   *
   * @throws CliFailure if there is no slash or no upstream
   */
  static OfferRef parse(String typed) {
    int slash = typed.indexOf('/');
    if (slash < 1) {
      throw new CliFailure(
          ExitCode.USAGE, "offer: got \"" + typed + "\" (expected: upstream/name)");
    }
    return new OfferRef(typed.substring(0, slash), typed.substring(slash + 1));
  }

  /** The way it is typed. */
  static String label(JsonNode offer) {
    return offer.path("upstream").asString("") + "/" + offer.path("name").asString("");
  }

  /** True if an offer of the API is this one. */
  boolean is(JsonNode offer) {
    return offer.path("upstream").asString("").equals(upstream)
        && offer.path("name").asString("").equals(name);
  }
}
