// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.dashboard.saved.SavedViews;
import io.holdpoint.dashboard.saved.SavedViews.SavedView;
import io.holdpoint.dashboard.triage.Triage;
import io.holdpoint.dashboard.triage.Triage.State;
import io.holdpoint.dashboard.triage.TriageBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardDatabaseIT {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;
  private DashboardDatabase database;

  @BeforeEach
  void open() {
    database = DashboardDatabase.open(folder, "default");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void lastWord_counts_andAllOfThemStay() {
    TriageBook book = database.triage();
    book.judge(triage("d-1", "R-1", State.ACKNOWLEDGED));
    book.judge(triage("d-1", "R-1", State.CONFIRMED));
    book.judge(triage("d-2", "R-1", State.FALSE_POSITIVE));
    book.judge(triage("d-3", "R-2", State.ACKNOWLEDGED));

    assertThat(book.last().get("d-1")).isEqualTo(triage("d-1", "R-1", State.CONFIRMED));
    assertThat(book.history("d-1"))
        .extracting(Triage::state)
        .containsExactly(State.ACKNOWLEDGED, State.CONFIRMED);
    assertThat(book.tallies().get("R-1")).isEqualTo(new TriageBook.Tally(1, 1, 0));
    assertThat(book.tallies().get("R-2")).isEqualTo(new TriageBook.Tally(0, 0, 1));
  }

  @Test
  void whatWasWritten_isThereAfterARestart_forItsTenantOnly() {
    TriageBook.Note note = new TriageBook.Note("mira", "Ticket queue informed.", AT);
    database.triage().judge(triage("d-1", "R-1", State.CONFIRMED));
    database.triage().note("d-1", note);
    database.close();

    database = DashboardDatabase.open(folder, "default");
    assertThat(database.triage().notes("d-1")).containsExactly(note);
    assertThat(database.triage().last()).containsOnlyKeys("d-1");
    database.close();
    database = DashboardDatabase.open(folder, "another");
    assertThat(database.triage().last()).isEmpty();
    assertThat(database.triage().notes("d-1")).isEmpty();
  }

  @Test
  void view_replacesTheOneOfItsName() {
    SavedViews views = database.views();
    views.save(new SavedView("v-1", "fleet", "On call", "q=a", "mira", AT));
    views.save(new SavedView("v-2", "fleet", "On call", "q=b", "lena", AT));
    views.save(new SavedView("v-3", "detections", "On call", "q=c", "lena", AT));
    assertThat(views.list()).extracting(SavedView::id).containsExactly("v-2", "v-3");
    assertThat(views.remove("v-2")).isTrue();
    assertThat(views.remove("v-2")).isFalse();
    assertThat(views.list()).hasSize(1);
  }

  @Test
  void fileThatIsNoDatabase_isSaidPlainly() throws Exception {
    Path other = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(other.resolve("dashboard.mv.db"), "not a database at all, only text");
    assertThatThrownBy(() -> DashboardDatabase.open(other, "default"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dashboard.mv.db (expected: a database that can be opened");
  }

  private static Triage triage(String detection, String rule, State state) {
    return new Triage(detection, rule, 3, state, "mira", "because", AT);
  }
}
