// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.util.Set;

/** Tells a host from a file name by its ending. */
final class Hosts {
  private static final Set<String> GENERIC =
      Set.of(
          "com", "org", "net", "edu", "gov", "int", "mil", "info", "biz", "name", "pro", "app",
          "dev", "xyz", "online", "site", "store", "shop", "tech", "cloud", "club", "live", "link",
          "page", "blog", "news", "top", "icu", "space", "website", "support", "email", "agency",
          "network", "systems", "world", "life", "today", "finance", "bank", "money", "onion");
  private static final Set<String> FILES =
      Set.of(
          "md", "py", "sh", "js", "ts", "rs", "pl", "cc", "so", "ps", "db", "gz", "go", "rb", "vb",
          "cs", "ai", "tf", "kt", "mk", "am", "pm");

  private Hosts() {}

  /** True for a top-level domain; endings of common file types do not count. */
  static boolean isTopLevel(String name) {
    String ending = name.toLowerCase(java.util.Locale.ROOT);
    return GENERIC.contains(ending) || (ending.length() == 2 && !FILES.contains(ending));
  }
}
