// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoreRebuildTest {

  private final InMemoryJournal journal = new InMemoryJournal();

  private Step.Attempted attempt(int n) {
    return Fixtures.attempt(
        n,
        Fixtures.session(1),
        Fixtures.tool("read_file", Set.of(Effect.READ), Set.of(DataLabel.PRIVATE)),
        "{\"path\":\"a" + n + "\"}",
        Fixtures.NOW.plusSeconds(n));
  }

  private void write(JournalRecord... records) {
    var _ = journal.append(Journal.Durability.PROCESS, List.of(records));
  }

  @Test
  void steps_ofWhichTheLogKnowsNothing_comeFromTheJournal() throws IOException {
    Step.Attempted known = attempt(1);
    Step.Attempted lost = attempt(2);
    Step.Attempted cut = attempt(3);
    Step.Attempted unsent = attempt(4);
    Reason reason = new Reason("rule.matched", new RuleRef("HP-X-001", 2), "Why.", List.of());
    Decision decision =
        Decision.of(new Contribution("engine", Verdict.Permit.PLAIN, reason), lost.at());
    write(new JournalRecord.Attempted(known));
    write(new JournalRecord.Completed(Fixtures.completion(known, "{}")));
    write(new JournalRecord.Attempted(lost), new JournalRecord.Decided(lost.id(), decision));
    write(new JournalRecord.Completed(Fixtures.completion(lost, "{\"b\":1}")));
    write(
        new JournalRecord.Attempted(cut),
        new JournalRecord.Dispatched(cut.id(), cut.at()),
        new JournalRecord.Attempted(unsent));

    InMemorySessionStore store = new InMemorySessionStore();
    StoreRebuild.Result result =
        new StoreRebuild(
                store,
                (filled, listener) -> {
                  JournalSteps steps =
                      new JournalSteps(
                          row -> {
                            filled.append(List.of(row), List.of());
                            listener.stored(List.of(row), List.of());
                          });
                  steps.take(new JournalRecord.Attempted(known));
                  steps.finish();
                  return 1;
                },
                journal)
            .run();

    assertThat(result).isEqualTo(new StoreRebuild.Result(1, 1, 3));
    List<StepRow> rows = store.steps("default", known.session().id(), 0, 10);
    assertThat(rows)
        .extracting(row -> row.id().equals(lost.id()) ? "lost" : row.outcome())
        .containsExactly("", "lost", "unknown", "");
    StepRow row = rows.get(1);
    assertThat(row.verdict()).isEqualTo("permit");
    assertThat(row.outcome()).isEqualTo("succeeded");
    assertThat(row.reasons()).containsExactly(reason);
    assertThat(row.arguments()).isEqualTo(lost.arguments());
    assertThat(row.result().masked()).isEqualTo("{\"b\":1}");
    assertThat(row.labels()).containsExactly(DataLabel.PRIVATE);
    assertThat(row.session().keySource()).doesNotContain("_").isLowerCase();
  }
}
