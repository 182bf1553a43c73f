// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list, as it came.
 *
 * @param offer what it offers
 * @param item where it stands
 */
public record Listed(Offer offer, RawMember item) {

  public Listed {
    requireNonNull(offer, "offer");
    requireNonNull(item, "item");
  }

  /**
   * Reads an item; null if it has no name, or one of its members twice: two readers could take it
   * for two different offers, so nobody is to see it.
   *
   * @param key the member that names it
   */
  public static @Nullable Listed of(OfferKind kind, String upstream, RawMember item, String key) {
    RawObject members = ObjectReader.members(item);
    String name = members.text(key);
    Set<String> seen = new HashSet<>();
    for (RawMember member : members.members()) {
      if (!seen.add(member.name())) {
        return null;
      }
    }
    return name.isEmpty() ? null : new Listed(new Offer(kind, upstream, name), item);
  }
}
