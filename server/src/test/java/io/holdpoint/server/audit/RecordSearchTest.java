// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.search.RecordQuery;
import io.holdpoint.server.audit.search.RecordSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in a journal of many files. */
final class RecordSearchTest {

  @TempDir Path temp;
  private Evidence evidence;
  private long last;

  @BeforeEach
  void fill() throws IOException {
    evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper =
          evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
      for (int n = 0; n < 40; n++) {
        Told.call(n, n % 3).forEach(entry -> Evidence.append(journal, entry));
        if (n == 20) {
          keeper.once();
        }
      }
      keeper.close();
      last = journal.position().records();
    }
    assertThat(evidence.files()).hasSizeGreaterThan(4);
  }

  @Test
  void pages_areTheWholeJournal_newestFirst() throws IOException {
    List<AuditRecord> all = new ArrayList<>();
    long before = 0;
    do {
      RecordSearch.Page page = page(Map.of("most", "17"), before);
      all.addAll(page.records());
      before = page.next();
    } while (before != 0);

    assertThat(all).hasSize((int) last);
    assertThat(all.getFirst().number()).isEqualTo(last);
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).number()).isEqualTo(last - i);
    }
  }

  @Test
  void kinds_sessions_whoAndWords_narrowIt() throws IOException {
    String session = Fixtures.session(2).id().value();
    assertThat(page(Map.of("kind", "decided,dispatched", "session", session), 0).records())
        .hasSize(26)
        .allSatisfy(
            found -> {
              assertThat(found.facts().kind()).isIn("decided", "dispatched");
              assertThat(found.facts().session()).isEqualTo(session);
            });
    String who = Fixtures.session(1).identity().subject();
    assertThat(page(Map.of("who", who.toUpperCase(java.util.Locale.ROOT)), 0).records())
        .isNotEmpty()
        .allMatch(found -> found.facts().actor().equals(who));
    String step = Evidence.step(7).toString();
    assertThat(page(Map.of("words", "attempted " + step), 0).records())
        .singleElement()
        .matches(found -> found.facts().step().equals(step));
    assertThat(page(Map.of("words", "nowhere-in-it"), 0).records()).isEmpty();
    assertThat(page(Map.of("class", "standing"), 0).records())
        .isNotEmpty()
        .allMatch(found -> found.facts().kind().equals("signed"));
  }

  @Test
  void times_endTheSearch() throws IOException {
    RecordSearch.Page page =
        page(
            Map.of(
                "since", Fixtures.NOW.plusSeconds(5).toString(),
                "until", Fixtures.NOW.plusSeconds(7).toString(),
                "class", "calls"),
            0);
    assertThat(page.records()).hasSize(8);
    assertThat(page.next()).isZero();
  }

  @Test
  void patienceAtItsEnd_saysWhereToGoOn() throws IOException {
    RecordSearch hasty = new RecordSearch(source(), Duration.ZERO, 16);
    String step = Evidence.step(2).toString();
    RecordSearch.Page page = hasty.page(RecordQuery.of(Map.of("words", "attempted " + step)), last);
    assertThat(page.records()).isEmpty();
    assertThat(page.next()).isEqualTo(last - 15);
    int pages = 1;
    while (page.records().isEmpty()) {
      assertThat(page.next()).isPositive();
      Map<String, String> on =
          Map.of("words", "attempted " + step, "before", Long.toString(page.next()));
      page = hasty.page(RecordQuery.of(on), last);
      pages++;
    }
    assertThat(page.records()).singleElement().matches(r -> r.facts().step().equals(step));
    assertThat(pages).isBetween(9, 12);
  }

  @Test
  void tooOld_isNotReadAgain() throws IOException {
    String late = Fixtures.NOW.plusSeconds(38).toString();
    AtomicInteger stretches = new AtomicInteger();
    RecordSearch counting =
        new RecordSearch(
            (after, lookBack) -> {
              stretches.incrementAndGet();
              return source().tail(after, lookBack);
            },
            Duration.ofMinutes(1),
            16);
    RecordSearch.Page page =
        counting.page(RecordQuery.of(Map.of("since", late, "class", "calls")), last);
    assertThat(page.records()).hasSize(8);
    assertThat(page.next()).isZero();
    assertThat(stretches).hasValueLessThan(4);
  }

  @Test
  void nonsense_isRefused() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("before", "x"),
            Map.of("before", "-1"),
            Map.of("most", "201"),
            Map.of("most", "0"),
            Map.of("kind", "A B"),
            Map.of("colour", "red"),
            Map.of("words", "x".repeat(300)),
            Map.of("class", "secret"))) {
      assertThatThrownBy(() -> RecordQuery.of(wrong))
          .as(wrong.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
  }

  private RecordSearch.Page page(Map<String, String> words, long before) throws IOException {
    Map<String, String> asked = new HashMap<>(words);
    asked.put("before", Long.toString(before));
    return new RecordSearch(source(), Duration.ofMinutes(1), 16).page(RecordQuery.of(asked), last);
  }

  private io.holdpoint.server.audit.export.Export.Source source() {
    return (after, lookBack) -> new JournalReading(evidence.folder).tail(after, lookBack);
  }
}
