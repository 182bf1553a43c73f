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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One tool that is pinned and one that waits, and what a test adds; what is said of them is written
 * down and stands.
 */
public final class MemoryOffers implements OfferDesk {

  /** The digest of the definition that waits. */
  public static final String WAITING = "b".repeat(64);

  private static final String PINNED = "a".repeat(64);

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Map<Offer, OfferRow> rows = new LinkedHashMap<>();

  public MemoryOffers() {
    put(row(Offer.tool("files", "read_file"), OfferRow.Source.CATALOGUE, "{}", null));
    put(row(Offer.tool("files", "send"), OfferRow.Source.CATALOGUE, "{}", "{\"name\":\"send\"}"));
  }

  /** What operators said, in order. */
  public List<String> said() {
    return new ArrayList<>(said);
  }

  /** One more. */
  public synchronized void put(OfferRow row) {
    rows.put(row.offer(), row);
  }

  @Override
  public synchronized List<OfferRow> offers() {
    return List.copyOf(rows.values());
  }

  @Override
  public synchronized Optional<OfferRow> approve(
      Offer offer, String digest, Author.Operator author, String reason) {
    OfferRow row = rows.get(offer);
    if (row == null) {
      return Optional.empty();
    }
    OfferRow.Waiting waiting = waiting(row, digest);
    said.add(author.name() + " approves " + offer.label() + ": " + reason);
    put(row(offer, row.source(), waiting.definition(), null));
    return Optional.ofNullable(rows.get(offer));
  }

  @Override
  public synchronized Optional<OfferRow> refuse(
      Offer offer, String digest, Author.Operator author, String reason) {
    OfferRow row = rows.get(offer);
    if (row == null) {
      return Optional.empty();
    }
    OfferRow.Waiting waiting = waiting(row, digest);
    said.add(author.name() + " refuses " + offer.label() + ": " + reason);
    put(
        with(
            row,
            new OfferRow.Waiting(
                digest,
                waiting.definition(),
                waiting.since(),
                new OfferRow.Refusal(author.name(), reason, Fixtures.NOW))));
    return Optional.ofNullable(rows.get(offer));
  }

  @Override
  public synchronized OfferRow classify(
      Offer tool, Classification as, Author.Operator author, String reason) {
    said.add(author.name() + " says " + tool.label() + " " + as + ": " + reason);
    OfferRow before = rows.get(tool);
    OfferRow after =
        new OfferRow(
            tool,
            as.effects(),
            as.labels(),
            as.roles(),
            OfferRow.Source.OPERATOR,
            before == null ? OfferRow.Pin.UNLISTED : before.pin(),
            before == null ? "" : before.digest(),
            before == null ? "" : before.definition(),
            before == null ? null : before.waiting(),
            before == null ? List.of() : before.flags(),
            Fixtures.NOW,
            null);
    put(after);
    return after;
  }

  private static OfferRow.Waiting waiting(OfferRow row, String digest) {
    OfferRow.Waiting waiting = row.waiting();
    if (waiting == null || !waiting.digest().equals(digest)) {
      throw new IllegalArgumentException(
          row.offer().label() + ": got digest " + digest + " (expected: the one that waits)");
    }
    return waiting;
  }

  /**
   * An offer.
   *
   * @param definition the one that counts
   * @param waiting the one that waits, or null
   */
  static OfferRow row(
      Offer offer, OfferRow.Source source, String definition, @Nullable String waiting) {
    return new OfferRow(
        offer,
        Set.of(Effect.WRITE, Effect.READ),
        Set.of(DataLabel.PRIVATE),
        Map.of("path", ArgumentRole.RESOURCE),
        source,
        waiting == null ? OfferRow.Pin.PINNED : OfferRow.Pin.QUARANTINED,
        PINNED,
        definition,
        waiting == null ? null : new OfferRow.Waiting(WAITING, waiting, Fixtures.NOW, null),
        waiting == null ? List.of() : List.of("zero-width"),
        Fixtures.NOW,
        null);
  }

  private static OfferRow with(OfferRow row, OfferRow.Waiting waiting) {
    return new OfferRow(
        row.offer(),
        row.effects(),
        row.labels(),
        row.roles(),
        row.source(),
        row.pin(),
        row.digest(),
        row.definition(),
        waiting,
        row.flags(),
        row.firstSeen(),
        row.lastSeen());
  }
}
