// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.view.OfferRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands on one offer. Written under its book's lock; two fields are read without it. */
final class OfferState {

  /** So many changes of one offer are told and kept; a server that makes more gains nothing. */
  private static final int MOST_TOLD = 32;

  final Offer offer;
  private final Set<String> trusted = new HashSet<>();
  private final SequencedSet<String> doubted = new LinkedHashSet<>();
  private OfferEvent.@Nullable Approved approved;
  private OfferEvent.@Nullable Refused refused;
  private OfferEvent.@Nullable Classified classified;
  private @Nullable Definition pinned;
  private @Nullable Definition waiting;
  private @Nullable Instant waitingSince;
  private OfferRow.@Nullable Refusal refusal;
  private @Nullable Instant firstSeen;
  private @Nullable Instant lastSeen;
  private List<String> flags = List.of();
  private boolean vanished;
  private int told;
  private volatile @Nullable ListedTool listed;
  private volatile boolean quarantined;

  OfferState(Offer offer) {
    this.offer = offer;
  }

  /** What its server said of it in the definition that counts, or null. */
  @Nullable ListedTool listed() {
    return listed;
  }

  /** True if it waits for a person. */
  boolean isQuarantined() {
    return quarantined;
  }

  /** True if its server listed it before. */
  boolean isKnown() {
    return pinned != null || waiting != null;
  }

  /** True if nothing new is said of it by this digest. */
  boolean knows(String digest) {
    return trusted.contains(digest) || (waiting != null && waiting.digest().equals(digest));
  }

  /** True if this definition counts, or counted. */
  boolean trusts(String digest) {
    return trusted.contains(digest);
  }

  /** True if it waits for a person, with this definition or, since then, with another one. */
  boolean doubts(String digest) {
    return quarantined && doubted.contains(digest);
  }

  /** True if a person has vouched for this definition last. */
  boolean isVouched(String digest) {
    return approved != null && approved.digest().equals(digest);
  }

  /** True if a person said exactly this last. */
  boolean heard(OfferEvent word) {
    return word.equals(approved) || word.equals(refused) || word.equals(classified);
  }

  /** What brings another book to where this one stands: the words of people go first. */
  List<OfferEvent> story() {
    List<OfferEvent> story = new ArrayList<>();
    if (classified != null) {
      story.add(classified);
    }
    if (approved != null) {
      story.add(approved);
    }
    if (pinned != null && firstSeen != null) {
      story.add(sighted(pinned, true, firstSeen));
    }
    if (waiting != null && waitingSince != null) {
      story.add(sighted(waiting, false, waitingSince));
      if (refused != null) {
        story.add(refused);
      }
    }
    return story;
  }

  private OfferEvent.Sighted sighted(Definition definition, boolean counts, Instant at) {
    return new OfferEvent.Sighted(offer, definition.digest(), definition.text(), counts, flags, at);
  }

  /** It stands in a list now. */
  void seen(Instant at) {
    lastSeen = at;
    vanished = false;
  }

  /** Its server's whole list does not have it any more. */
  void vanish() {
    vanished = pinned != null || waiting != null;
  }

  /** In which members a definition differs from the one that counts. */
  List<String> changedBy(Definition definition) {
    return pinned == null ? List.of() : definition.changed(pinned);
  }

  /** True if one more change is to be told. */
  boolean tells() {
    return told++ < MOST_TOLD;
  }

  void take(Definition definition, boolean counts, List<String> found, Instant at) {
    firstSeen = firstSeen == null ? at : firstSeen;
    flags = found;
    if (counts) {
      trust(definition);
    } else {
      trusted.remove(definition.digest());
      if (doubted.size() >= MOST_TOLD) {
        doubted.removeFirst();
      }
      doubted.add(definition.digest());
      waiting = definition;
      waitingSince = at;
      refusal = null;
      quarantined = true;
    }
  }

  /** A person vouches for what waits, if it is this. */
  void approve(OfferEvent.Approved word) {
    approved = word;
    if (waiting != null && waiting.digest().equals(word.digest())) {
      Definition approved = waiting;
      waiting = null;
      waitingSince = null;
      refusal = null;
      trust(approved);
      quarantined = false;
    }
  }

  /** A person keeps out what waits, if it is this. */
  void refuse(OfferEvent.Refused word) {
    refused = word;
    if (waiting != null && waiting.digest().equals(word.digest())) {
      refusal = new OfferRow.Refusal(word.author().label(), word.reason(), word.at());
    }
  }

  /** A person says what it can do. */
  void classified(OfferEvent.Classified word) {
    classified = word;
  }

  private void trust(Definition definition) {
    trusted.add(definition.digest());
    doubted.remove(definition.digest());
    pinned = definition;
    listed = definition.listed();
  }

  /** The definition that waits, or null. */
  OfferRow.@Nullable Waiting waiting() {
    return waiting == null || waitingSince == null
        ? null
        : new OfferRow.Waiting(waiting.digest(), waiting.text(), waitingSince, refusal);
  }

  OfferRow.Pin pin() {
    if (quarantined) {
      return OfferRow.Pin.QUARANTINED;
    }
    if (pinned == null) {
      return OfferRow.Pin.UNLISTED;
    }
    return vanished ? OfferRow.Pin.VANISHED : OfferRow.Pin.PINNED;
  }

  String digest() {
    return pinned == null ? "" : pinned.digest();
  }

  String definition() {
    return pinned == null ? "" : pinned.text();
  }

  List<String> flags() {
    return new ArrayList<>(flags);
  }

  @Nullable Instant firstSeen() {
    return firstSeen;
  }

  @Nullable Instant lastSeen() {
    return lastSeen;
  }
}
