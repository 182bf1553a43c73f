// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Cuts;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.OfferList;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.legacy.OfferLists;
import io.holdpoint.gateway.offer.Listed;
import io.holdpoint.gateway.offer.OfferWatch;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.signal.GateState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the answer to a request for a list, and leaves out of it what its caller may not see.
 * What stays is what came, byte for byte.
 */
final class ListingAnswer {

  private final OfferWatch offers;
  private final Policies policies;
  private final Caller caller;
  private final GateState gate;
  private boolean tools;

  ListingAnswer(CallServices services, Caller caller) {
    this.offers = services.offers();
    this.policies = services.policies();
    this.caller = caller;
    this.gate = services.gate().read(caller.session());
  }

  /**
   * The answer as its caller may see it.
   *
   * @param bytes the message's own bytes; these if nothing is left out
   */
  byte[] shown(RpcMessage message, byte[] bytes) {
    Cuts cuts = new Cuts(bytes);
    for (OfferList list : OfferLists.lists(message)) {
      List<RawMember> items = ObjectReader.items(list.items());
      List<@Nullable Listed> read = read(list, items, list.whole() && !caller.asksForMore());
      tools |= list.kind() == OfferKind.TOOL;
      BitSet out = new BitSet(items.size());
      for (int i = 0; i < items.size(); i++) {
        Listed item = read.get(i);
        out.set(i, item == null || !shows(item.offer()));
      }
      cuts.items(items, out);
    }
    return cuts.toBytes();
  }

  private boolean shows(Offer offer) {
    Principal principal = caller.principal();
    return offers.shows(caller.session(), gate, offer)
        && policies.shows(principal.identity().subject(), principal.groups(), offer);
  }

  /** The server's first answer as its caller may see it: instructions that changed stay out. */
  byte[] introduced(RpcMessage message, byte[] bytes) {
    Cuts cuts = new Cuts(bytes);
    for (RawMember text : OfferLists.instructions(message)) {
      boolean shown =
          offers.takesInstructions(
              caller.session(), upstream(), text, parent(), wire(), caller.live().risk());
      if (!shown) {
        cuts.blank(text);
      }
    }
    return cuts.toBytes();
  }

  /**
   * Only takes it in: a list that the gateway asked for itself.
   *
   * @param whole true if it is all of it
   */
  void learn(RpcMessage message, boolean whole) {
    for (OfferList list : OfferLists.lists(message)) {
      read(list, ObjectReader.items(list.items()), whole);
    }
  }

  /** True if one of the lists was of tools. */
  boolean hadTools() {
    return tools;
  }

  private List<@Nullable Listed> read(OfferList list, List<RawMember> items, boolean whole) {
    List<@Nullable Listed> all = new ArrayList<>(items.size());
    List<Listed> clear = new ArrayList<>(items.size());
    for (RawMember item : items) {
      Listed listed = Listed.of(list.kind(), upstream(), item, list.key());
      all.add(listed);
      if (listed != null) {
        clear.add(listed);
      }
    }
    offers.take(
        caller.session(),
        upstream(),
        list.kind(),
        clear,
        whole,
        parent(),
        wire(),
        caller.live().risk());
    return all;
  }

  private String upstream() {
    return caller.upstream().name();
  }

  private @Nullable String parent() {
    String traceparent = caller.exchange().hints().traceparent();
    return traceparent.isEmpty() ? null : traceparent;
  }

  private WireFacts wire() {
    return caller.wire(caller.exchange().method(), caller.exchange().id());
  }
}
