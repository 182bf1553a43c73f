// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.offer.OfferKind;

/**
 * A list of what a server offers, in an answer.
 *
 * @param kind what it lists
 * @param items where it stands
 * @param key the member of an item that names it
 * @param whole false if the server has more for another request
 */
public record OfferList(OfferKind kind, RawMember items, String key, boolean whole) {

  public OfferList {
    requireNonNull(kind, "kind");
    requireNonNull(items, "items");
    requireNonNull(key, "key");
  }
}
