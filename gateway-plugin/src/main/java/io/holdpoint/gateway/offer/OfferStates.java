// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The states of all offers, by upstream. Read without a lock, written under that of the book. */
final class OfferStates {

  /** Names are the servers' word: what a server offers beyond so many is not shown. */
  static final int MOST = 4096;

  private final Map<String, OfUpstream> upstreams = new ConcurrentHashMap<>();

  /** One server's; tools apart, for they are looked up with every call. */
  private record OfUpstream(Map<String, OfferState> tools, Map<Offer, OfferState> others) {
    OfUpstream() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  @Nullable OfferState tool(String upstream, String name) {
    OfUpstream of = upstreams.get(upstream);
    return of == null ? null : of.tools.get(name);
  }

  @Nullable OfferState find(Offer offer) {
    if (offer.kind() == OfferKind.TOOL) {
      return tool(offer.upstream(), offer.name());
    }
    OfUpstream of = upstreams.get(offer.upstream());
    return of == null ? null : of.others.get(offer);
  }

  /** The state of an offer, made if there is room for it. */
  @Nullable OfferState obtain(Offer offer) {
    OfUpstream of = upstreams.computeIfAbsent(offer.upstream(), u -> new OfUpstream());
    return offer.kind() == OfferKind.TOOL
        ? obtain(of.tools, offer.name(), offer)
        : obtain(of.others, offer, offer);
  }

  /** What is not among the names of a whole list is not offered any more. */
  void vanishBut(String upstream, OfferKind kind, Set<String> names) {
    for (OfferState state : all()) {
      Offer offer = state.offer;
      if (offer.upstream().equals(upstream)
          && offer.kind() == kind
          && !names.contains(offer.name())) {
        state.vanish();
      }
    }
  }

  List<OfferState> all() {
    List<OfferState> states = new ArrayList<>();
    for (OfUpstream of : upstreams.values()) {
      states.addAll(of.tools.values());
      states.addAll(of.others.values());
    }
    return states;
  }

  private static <K> @Nullable OfferState obtain(Map<K, OfferState> states, K key, Offer offer) {
    OfferState state = states.get(key);
    if (state == null && states.size() < MOST) {
      state = new OfferState(offer);
      states.put(key, state);
    }
    return state;
  }
}
