// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.port.OfferDesk;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.OfferRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One tool that is pinned and one that waits; what is said of them is written down. */
public final class MemoryOffers implements OfferDesk {

  /** The digest of the definition that waits. */
  public static final String WAITING = "b".repeat(64);

  private final List<String> said = new CopyOnWriteArrayList<>();

  /** What operators said, in order. */
  public List<String> said() {
    return new ArrayList<>(said);
  }

  @Override
  public List<OfferRow> offers() {
    return List.of(
        row("read_file", OfferRow.Pin.PINNED, false), row("send", OfferRow.Pin.QUARANTINED, true));
  }

  @Override
  public Optional<OfferRow> approve(
      Offer offer, String digest, Author.Operator author, String reason) {
    if (!offer.name().equals("send")) {
      return Optional.empty();
    }
    if (!digest.equals(WAITING)) {
      throw new IllegalArgumentException("files/send: got digest " + digest + " (expected: b)");
    }
    said.add(author.name() + " approves " + offer.label() + ": " + reason);
    return Optional.of(row("send", OfferRow.Pin.PINNED, false));
  }

  @Override
  public OfferRow classify(Offer tool, Classification as, Author.Operator author, String reason) {
    said.add(author.name() + " says " + tool.label() + " " + as + ": " + reason);
    return row(tool.name(), OfferRow.Pin.UNLISTED, false);
  }

  private static OfferRow row(String name, OfferRow.Pin pin, boolean waits) {
    return new OfferRow(
        Offer.tool("files", name),
        Set.of(Effect.WRITE, Effect.READ),
        Set.of(DataLabel.PRIVATE),
        Map.of("path", ArgumentRole.RESOURCE),
        OfferRow.Source.CATALOGUE,
        pin,
        "a".repeat(64),
        "{}",
        waits ? new OfferRow.Waiting(WAITING, "{\"name\":\"send\"}", Fixtures.NOW) : null,
        waits ? List.of("zero-width") : List.of(),
        Fixtures.NOW,
        null);
  }
}
