// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is kept of short contents. The arguments of a call come by several times: as the
 * model asked for it, as the tool was given them, and as what ties both to a gateway's view. For
 * one thread.
 */
final class KnownContents implements ContentView {

  private static final int PLACES = 1024;
  private static final int LONGEST = 256;

  private record Known(String tenant, String text, Payload payload) {}

  private final ContentView contents;
  private final @Nullable Known[] places = new @Nullable Known[PLACES];

  KnownContents(ContentView contents) {
    this.contents = contents;
  }

  @Override
  public Payload of(String tenant, String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return contents.of(tenant, text);
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Known known = places[place];
    if (known == null || !known.text.equals(text) || !known.tenant.equals(tenant)) {
      known = new Known(tenant, text, contents.of(tenant, text));
      places[place] = known;
    }
    return known.payload;
  }
}
