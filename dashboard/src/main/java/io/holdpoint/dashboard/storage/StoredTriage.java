// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.storage;

import io.holdpoint.dashboard.triage.Triage;
import io.holdpoint.dashboard.triage.TriageBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Triage in tables that are only added to. */
final class StoredTriage implements TriageBook {

  private static final String COLUMNS =
      "SELECT t.detection, t.rule, t.rule_version, t.state, t.by_operator, t.reason, t.at"
          + " FROM triage t WHERE t.tenant = :tenant";
  private static final String IS_LAST =
      " AND t.no = (SELECT MAX(l.no) FROM triage l WHERE l.tenant = t.tenant AND l.detection ="
          + " t.detection)";

  private final Jdbi jdbi;
  private final String tenant;

  StoredTriage(Jdbi jdbi, String tenant) {
    this.jdbi = jdbi;
    this.tenant = tenant;
  }

  @Override
  public void judge(Triage triage) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO triage (tenant, detection, rule, rule_version, state, by_operator,"
                        + " reason, at) VALUES (:tenant, :detection, :rule, :version, :state, :by,"
                        + " :reason, :at)")
                .bind("tenant", tenant)
                .bind("detection", triage.detection())
                .bind("rule", triage.rule())
                .bind("version", triage.ruleVersion())
                .bind("state", triage.state().word())
                .bind("by", triage.by())
                .bind("reason", triage.reason())
                .bind("at", triage.at().toEpochMilli())
                .execute());
  }

  @Override
  public void note(String detection, Note note) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO triage_note (tenant, detection, by_operator, text, at) VALUES"
                        + " (:tenant, :detection, :by, :text, :at)")
                .bind("tenant", tenant)
                .bind("detection", detection)
                .bind("by", note.by())
                .bind("text", note.text())
                .bind("at", note.at().toEpochMilli())
                .execute());
  }

  @Override
  public Map<String, Triage> last() {
    Map<String, Triage> last = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(COLUMNS + IS_LAST + " ORDER BY t.no DESC LIMIT 10000")
                .bind("tenant", tenant)
                .map((row, context) -> triage(row))
                .forEach(triage -> last.put(triage.detection(), triage)));
    return last;
  }

  @Override
  public List<Triage> history(String detection) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(COLUMNS + " AND t.detection = :detection ORDER BY t.no")
                .bind("tenant", tenant)
                .bind("detection", detection)
                .map((row, context) -> triage(row))
                .list());
  }

  @Override
  public List<Note> notes(String detection) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT by_operator, text, at FROM triage_note WHERE tenant = :tenant AND"
                        + " detection = :detection ORDER BY no")
                .bind("tenant", tenant)
                .bind("detection", detection)
                .map(
                    (row, context) ->
                        new Note(
                            row.getString(1),
                            row.getString(2),
                            Instant.ofEpochMilli(row.getLong(3))))
                .list());
  }

  @Override
  public Map<String, Tally> tallies() {
    Map<String, Tally> tallies = new HashMap<>();
    last().values().forEach(triage -> tallies.merge(triage.rule(), one(triage), StoredTriage::sum));
    return tallies;
  }

  private static Tally one(Triage triage) {
    return switch (triage.state()) {
      case CONFIRMED -> new Tally(1, 0, 0);
      case FALSE_POSITIVE -> new Tally(0, 1, 0);
      case ACKNOWLEDGED -> new Tally(0, 0, 1);
      case NEW -> new Tally(0, 0, 0);
    };
  }

  private static Tally sum(Tally a, Tally b) {
    return new Tally(
        a.confirmed() + b.confirmed(),
        a.falsePositives() + b.falsePositives(),
        a.acknowledged() + b.acknowledged());
  }

  private static Triage triage(ResultSet row) throws SQLException {
    String word = row.getString("state");
    return new Triage(
        row.getString("detection"),
        row.getString("rule"),
        row.getInt("rule_version"),
        Triage.State.of(word)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "triage state: got \"" + word + "\" (expected: one this version knows)")),
        row.getString("by_operator"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("at")));
  }
}
