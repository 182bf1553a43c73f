// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index on the disk. */
final class StepIndexTest {

  @TempDir private Path folder;
  private StepIndex index;

  @BeforeEach
  void open() throws Exception {
    index = StepIndex.open(folder, value -> value);
  }

  @AfterEach
  void close() throws Exception {
    index.close();
  }

  @Test
  void gathers_steps_of_batches_into_one_document() throws Exception {
    index.add(7, List.of(step(0)));
    index.add(8, List.of(step(0)));
    index.add(7, List.of(step(1), step(2)));

    assertThat(index.size()).isEqualTo(2);
    assertThat(found()).containsExactlyInAnyOrder("7/0", "7/1", "7/2", "8/0");
  }

  @Test
  void makes_documents_of_what_is_asked_for_at_once() throws Exception {
    index.add(7, List.of(step(0)));
    assertThat(found()).containsExactly("7/0");
    index.add(7, List.of(step(1)));

    assertThat(found()).containsExactlyInAnyOrder("7/0", "7/1");
  }

  @Test
  void keeps_no_document_beyond_its_size() throws Exception {
    for (int i = 0; i < 2 * GroupDocument.MOST + 1; i++) {
      index.add(7, List.of(step(i)));
    }

    assertThat(index.size()).isEqualTo(3);
    assertThat(found()).hasSize(2 * GroupDocument.MOST + 1).doesNotHaveDuplicates();
  }

  @Test
  void forgets_gathered_steps_with_their_segment() throws Exception {
    index.add(7, List.of(step(0), step(1)));
    index.add(8, List.of(step(0)));
    index.add(9, List.of(step(0)));
    index.replace(7, List.of(step(1)));
    index.remove(8, 9);

    assertThat(found()).containsExactlyInAnyOrder("7/1", "9/0");
    index.add(9, List.of(step(1)));
    index.clear();
    assertThat(found()).isEmpty();
  }

  @Test
  void writes_gathered_steps_out() throws Exception {
    index.add(7, List.of(step(0)));
    index.commit("done");
    index.close();
    index = StepIndex.open(folder, value -> value);

    assertThat(index.stamp()).isEqualTo("done");
    assertThat(found()).containsExactly("7/0");
  }

  private List<String> found() throws Exception {
    Filter filter = FilterParser.parse("tool = search", Filter.Subject.STEPS);
    List<String> places = new ArrayList<>();
    try (StepGroups groups = index.groups("default", filter, null, 10)) {
      while (groups.nextLastAt() != null) {
        groups.next(place -> places.add(place.segment() + "/" + place.ordinal()));
      }
    }
    return places;
  }

  private static IndexedStep step(int ordinal) {
    SessionId session = new SessionId("s-1");
    StepRow row =
        new StepRow(
            new StepId(
                "gw-1",
                String.format(Locale.ROOT, "%032x", 1),
                String.format(Locale.ROOT, "%016x", ordinal + 1)),
            "",
            new SessionFacts(
                session,
                session,
                "default",
                "",
                null,
                null,
                "billing",
                "triage",
                "",
                "",
                "",
                Fixtures.NOW,
                0,
                false),
            StepKind.TOOL_CALL,
            "crm",
            "search",
            Fixtures.NOW.plusMillis(ordinal),
            0,
            "permit",
            "succeeded",
            Set.of(),
            Set.of(),
            List.of(),
            Payload.NONE,
            Payload.NONE,
            EvidenceGrade.G0);
    return new IndexedStep(ordinal, row.startedAt().toEpochMilli() * 1_000_000, row);
  }
}
