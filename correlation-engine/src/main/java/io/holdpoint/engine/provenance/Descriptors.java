// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

/**
 * Tells listings of tools from content. Their texts are full of verbs and meant for whoever calls
 * the tools; that they are the listed ones is for descriptor pinning to say.
 */
final class Descriptors {
  private static final int WITHIN = 4_000;
  private static final int LEAST = 2;

  private Descriptors() {}

  /** True if the text lists tools with their input schemas. */
  static boolean isListing(String text) {
    // All signs but one have it, and one alone does not count.
    if (text.indexOf('_') < 0) {
      return false;
    }
    String head =
        text.substring(0, Math.min(text.length(), WITHIN)).toLowerCase(java.util.Locale.ROOT);
    int signs = 0;
    for (String sign :
        new String[] {"inputschema", "input_schema", "tool_name", "tool_description"}) {
      signs += head.contains(sign) ? 1 : 0;
    }
    return signs >= LEAST;
  }
}
