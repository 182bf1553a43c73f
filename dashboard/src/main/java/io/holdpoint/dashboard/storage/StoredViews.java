// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.storage;

import io.holdpoint.dashboard.saved.SavedViews;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Saved filters in a table. */
final class StoredViews implements SavedViews {

  private final Jdbi jdbi;
  private final String tenant;

  StoredViews(Jdbi jdbi, String tenant) {
    this.jdbi = jdbi;
    this.tenant = tenant;
  }

  @Override
  public List<SavedView> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id, page, name, query, by_operator, at FROM saved_view WHERE tenant ="
                        + " :tenant ORDER BY at, id LIMIT 200")
                .bind("tenant", tenant)
                .map(
                    (row, context) ->
                        new SavedView(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            Instant.ofEpochMilli(row.getLong(6))))
                .list());
  }

  @Override
  public void save(SavedView view) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  "DELETE FROM saved_view WHERE tenant = :tenant AND page = :page AND name = :name")
              .bind("tenant", tenant)
              .bind("page", view.page())
              .bind("name", view.name())
              .execute();
          handle
              .createUpdate(
                  "INSERT INTO saved_view (tenant, id, page, name, query, by_operator, at) VALUES"
                      + " (:tenant, :id, :page, :name, :query, :by, :at)")
              .bind("tenant", tenant)
              .bind("id", view.id())
              .bind("page", view.page())
              .bind("name", view.name())
              .bind("query", view.query())
              .bind("by", view.by())
              .bind("at", view.at().toEpochMilli())
              .execute();
        });
  }

  @Override
  public boolean remove(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("DELETE FROM saved_view WHERE tenant = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute()
                > 0);
  }
}
