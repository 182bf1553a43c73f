// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.NameCatalogue;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OfferBookTest {

  private static final Offer TOOL = new Offer(OfferKind.TOOL, "mail", "send");

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final OfferBook book =
      new OfferBook(journal, new NameCatalogue(), OfferSettings.DEFAULTS, clock);

  /** Here "one" was seen first, there "two": each waits with the other's, and that is said once. */
  @Test
  void wordOfTheEngine_isKeptOnce_howeverOftenItIsTold() {
    book.sighted(seen("one", true));
    List<OfferEvent> told = List.of(seen("two", true), seen("one", false));
    told.forEach(book::ruled);
    assertThat(book.isQuarantined(TOOL)).isTrue();
    int kept = journal.records().size();

    told.forEach(book::ruled);
    told.forEach(book::ruled);

    assertThat(journal.records()).hasSize(kept);
    assertThat(book.isQuarantined(TOOL)).isTrue();
  }

  private OfferEvent.Sighted seen(String description, boolean trusted) {
    String definition = "{\"description\":\"" + description + "\",\"name\":\"send\"}";
    return new OfferEvent.Sighted(
        TOOL, description, definition, trusted, List.of(), clock.instant());
  }
}
