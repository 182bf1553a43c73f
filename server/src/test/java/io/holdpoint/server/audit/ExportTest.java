// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.Export;
import io.holdpoint.server.audit.export.ExportFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of journals with many files, compressed and not. */
final class ExportTest {

  @TempDir Path temp;

  @Test
  void resumed_isTheSameAsInOneGo() throws IOException {
    Evidence evidence = calls(40);
    List<AuditRecord> whole = exported(evidence, ExportFilter.ALL, Long.MAX_VALUE);
    List<AuditRecord> parts = new ArrayList<>();
    for (long after = 0; after < whole.size(); after += 13) {
      parts.addAll(exported(evidence, after(after), after + 13));
    }
    assertThat(whole).hasSizeGreaterThan(160).extracting(AuditRecord::number).isSorted();
    assertThat(parts).isEqualTo(whole);
    assertThat(new Export(source(evidence)).journal()).contains(Evidence.NAME);
  }

  @Test
  void session_hasRecordsThatNameTheStepOnly() throws IOException {
    Evidence evidence = calls(40);
    String session = Fixtures.session(2).id().value();
    List<AuditRecord> found =
        exported(
            evidence,
            new ExportFilter(100, Instant.MIN, Instant.MAX, session, Set.of()),
            Long.MAX_VALUE);
    assertThat(found).extracting(AuditRecord::number).allMatch(number -> number > 100);
    assertThat(found)
        .hasSizeGreaterThan(10)
        .extracting(e -> e.facts().session())
        .containsOnly(session);
    assertThat(found)
        .extracting(e -> e.facts().kind())
        .contains("attempted", "decided", "dispatched", "completed");
  }

  @Test
  void filter_takesTimesAndClasses() throws IOException {
    Evidence evidence = calls(20);
    Map<String, String> words =
        Map.of(
            "since", Fixtures.NOW.plusSeconds(5).toString(),
            "until", Fixtures.NOW.plusSeconds(7).toString(),
            "class", "calls");
    assertThat(exported(evidence, ExportFilter.of(words), Long.MAX_VALUE)).hasSize(8);
    assertThat(exported(evidence, ExportFilter.of(Map.of("class", "standing")), Long.MAX_VALUE))
        .extracting(e -> e.facts().kind())
        .containsOnly("signed");
    assertThatThrownBy(() -> ExportFilter.of(Map.of("class", "calls,secret")))
        .hasMessageContaining("secret");
    assertThatThrownBy(() -> ExportFilter.of(Map.of("since", "yesterday")))
        .hasMessageContaining("since: got \"yesterday\"");
  }

  @Test
  void expiredRecords_areCounted() throws IOException {
    Evidence evidence = new Evidence(temp);
    Duration day = Duration.ofDays(1);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper =
          evidence.keeper(
              journal, evidence.settings(Map.of(RecordClass.CALLS, day.multipliedBy(7)), day));
      evidence.fill(journal, 0, 100);
      evidence.clock.advance(day.multipliedBy(9));
      keeper.once();
      keeper.once();
      keeper.close();
    }
    Export.Result result =
        new Export(source(evidence)).run(ExportFilter.ALL, Long.MAX_VALUE, entry -> {});
    assertThat(result.gone()).isGreaterThan(50);
    assertThat(result.taken() + result.gone()).isEqualTo(result.cursor());
  }

  /** Calls of three sessions in files of 4 KB, all but the last compressed. */
  private Evidence calls(int calls) throws IOException {
    Evidence evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper =
          evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
      for (int n = 0; n < calls; n++) {
        Told.call(n, n % 3).forEach(entry -> Evidence.append(journal, entry));
        if (n == calls / 2) {
          keeper.once();
        }
      }
      keeper.close();
    }
    return evidence;
  }

  private static Export.Source source(Evidence evidence) {
    return (after, lookBack) -> new JournalReading(evidence.folder).tail(after, lookBack);
  }

  private static ExportFilter after(long after) {
    return new ExportFilter(after, Instant.MIN, Instant.MAX, "", Set.of());
  }

  private static List<AuditRecord> exported(Evidence evidence, ExportFilter filter, long last)
      throws IOException {
    List<AuditRecord> found = new ArrayList<>();
    new Export(source(evidence)).run(filter, last, found::add);
    return found;
  }
}
