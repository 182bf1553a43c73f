// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.FilterException;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionSearch} does. An implementation extends this class and hands over an
 * empty store, which finds what is appended to it. The prints of values are the values themselves
 * here. The plain store of this package says what is right for any filter.
 */
public abstract class SessionSearchContract {

  /** A store that was empty when the test began. */
  protected abstract SessionStore store();

  /** The same store, to be searched. */
  protected abstract SessionSearch search();

  @Test
  void finds_the_sessions_of_the_documentation() throws FilterException {
    store().append(SearchRows.all(), List.of());

    assertThat(sessions("agent = \"billing\" and tool ~ \"mail\" and peak > 60 and label:secret"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.facts().agentName()).isEqualTo("Billing");
              assertThat(row.maxRisk()).isGreaterThan(60);
            });
  }

  @Test
  void finds_which_sessions_touched_a_value() throws FilterException {
    store().append(SearchRows.all(), List.of());

    assertThat(sessions("value = 471147114700"))
        .extracting(row -> row.facts().id())
        .containsExactly(SearchRows.session(5), SearchRows.session(2));
    assertThat(sessions("value = 9999999999")).isEmpty();
  }

  @Test
  void finds_words_of_masked_payloads_next_to_each_other() throws FilterException {
    store().append(SearchRows.all(), List.of());

    assertThat(steps("text ~ \"wire transfer\"")).isNotEmpty();
    assertThat(steps("text ~ \"transfer wire\"")).isEmpty();
    assertThat(steps("text ~ \"WIRE trans*\"")).isEqualTo(steps("text ~ \"wire transfer\""));
    assertThat(steps("text ~ ansfer")).isEmpty();
  }

  /** The plain store decides what is right; whatever an index or a database does must agree. */
  @Test
  void agrees_with_the_plain_store_on_any_filter() throws FilterException {
    InMemorySessionStore plain = new InMemorySessionStore();
    plain.append(SearchRows.all(), SearchRows.detections());
    store().append(SearchRows.all(), SearchRows.detections());
    RandomFilters filters = new RandomFilters(20_261_122);
    int found = 0;
    for (int i = 0; i < 600; i++) {
      String where = filters.next(Subject.SESSIONS);
      Query sessions = query(where, Subject.SESSIONS, "", 100);
      List<SessionRow> expected = plain.sessions(sessions, SessionSearchContract::state).rows();
      assertThat(search().sessions(sessions, SessionSearchContract::state).rows())
          .as(where)
          .containsExactlyElementsOf(expected);
      where = filters.next(Subject.STEPS);
      Query steps = query(where, Subject.STEPS, "", 100);
      List<StepRow> right = plain.steps(steps).rows();
      assertThat(search().steps(steps).rows()).as(where).containsExactlyElementsOf(right);
      found += expected.isEmpty() || right.isEmpty() ? 0 : 1;
    }
    assertThat(found).as("filters that find something").isGreaterThan(100);
  }

  @Test
  void pages_without_gap_or_repetition_while_more_comes_in() throws FilterException {
    store().append(SearchRows.all(), List.of());
    List<StepId> expected = steps("risk >= 0").stream().map(StepRow::id).toList();
    List<StepId> paged = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Found<StepRow> page = search().steps(query("risk >= 0", Subject.STEPS, after, 7));
      page.rows().forEach(row -> paged.add(row.id()));
      store().append(List.of(SearchRows.newer(pages++)), List.of());
      after = page.next();
    } while (!after.isEmpty());

    assertThat(paged).containsExactlyElementsOf(expected);
    assertThat(pages).isGreaterThan(5);
  }

  @Test
  void pages_sessions_behind_a_mark() throws FilterException {
    store().append(SearchRows.all(), List.of());
    List<SessionRow> paged = new ArrayList<>();
    String after = "";
    do {
      Found<SessionRow> page =
          search()
              .sessions(
                  query("state = active", Subject.SESSIONS, after, 2),
                  SessionSearchContract::state);
      assertThat(page.rows().size()).isLessThanOrEqualTo(2);
      paged.addAll(page.rows());
      after = page.next();
    } while (!after.isEmpty());

    assertThat(paged).isEqualTo(sessions("state != paused"));
  }

  @Test
  void finds_a_step_as_it_is_now_and_not_as_it_was() throws FilterException {
    StepRow before = SearchRows.all().getFirst();
    store().append(List.of(before), List.of());
    StepRow now = SearchRows.renamed(before, "delete_account");
    store().append(List.of(now), List.of());

    assertThat(steps("tool = delete_account")).containsExactly(now);
    assertThat(steps("tool = " + before.name())).isEmpty();
    assertThat(steps("")).hasSize(1);
  }

  @Test
  void keeps_tenants_apart() throws FilterException {
    store().append(SearchRows.all(), List.of());
    Filter all = FilterParser.parse("value = 471147114700", Subject.STEPS);

    assertThat(search().steps(new Query("other", all, "", 10)).rows()).isEmpty();
    assertThat(
            search().sessions(new Query("other", all, "", 10), SessionSearchContract::state).rows())
        .isEmpty();
  }

  @Test
  void refuses_marks_that_are_none_of_its_own() {
    for (String mark : List.of("x", "AAAA", "c3RlcHM", "\u0000")) {
      assertThatThrownBy(() -> search().steps(new Query("default", Filter.ALL, mark, 10)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("after: got no mark");
      assertThatThrownBy(
              () ->
                  search()
                      .sessions(
                          new Query("default", Filter.ALL, mark, 10), SessionSearchContract::state))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String state(SessionRow row) {
    return row.facts().id().value().endsWith("3") ? "paused" : "active";
  }

  private List<SessionRow> sessions(String where) throws FilterException {
    Found<SessionRow> found =
        search().sessions(query(where, Subject.SESSIONS, "", 1000), SessionSearchContract::state);
    assertThat(found.next()).isEmpty();
    assertThat(found.complete()).isTrue();
    return found.rows();
  }

  private List<StepRow> steps(String where) throws FilterException {
    Found<StepRow> found = search().steps(query(where, Subject.STEPS, "", 1000));
    assertThat(found.next()).isEmpty();
    return found.rows();
  }

  private static Query query(String where, Subject subject, String after, int limit)
      throws FilterException {
    return new Query("default", FilterParser.parse(where, subject), after, limit);
  }
}
