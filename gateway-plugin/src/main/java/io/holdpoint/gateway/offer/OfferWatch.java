// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.signal.GateState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in lists: pins what is new, tells what is wrong, says what may be shown. */
public final class OfferWatch {

  private final OfferBook book;
  private final OfferGuard guard;
  private final OfferAlarm alarm;

  public OfferWatch(OfferBook book, OfferGuard guard, OfferAlarm alarm) {
    this.book = book;
    this.guard = guard;
    this.alarm = alarm;
  }

  /** What is pinned. */
  public OfferBook book() {
    return book;
  }

  /** What may be used. */
  public OfferGuard guard() {
    return guard;
  }

  /**
   * Takes in a list.
   *
   * @param whole true if these are all of their kind the upstream has for this caller
   */
  public void take(
      Session session,
      String upstream,
      OfferKind kind,
      List<Listed> items,
      boolean whole,
      @Nullable String traceparent,
      WireFacts wire,
      int risk) {
    List<Finding> findings = book.take(upstream, kind, items, whole);
    alarm.raise(new OfferAlarm.Occasion(session, upstream, traceparent, wire, risk), findings);
  }

  /** True if an offer may stand in a list for a session, as its gate stands. */
  public boolean shows(Session session, GateState gate, Offer offer) {
    return guard.shows(session, gate, offer);
  }

  /**
   * Takes in what a server tells agents about itself.
   *
   * @param text a JSON string
   * @return true if it may be shown
   */
  public boolean takesInstructions(
      Session session,
      String upstream,
      RawMember text,
      @Nullable String traceparent,
      WireFacts wire,
      int risk) {
    Offer offer = new Offer(OfferKind.INSTRUCTIONS, upstream, "");
    take(
        session,
        upstream,
        OfferKind.INSTRUCTIONS,
        List.of(new Listed(offer, text)),
        true,
        traceparent,
        wire,
        risk);
    return book.isShown(offer);
  }
}
