// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.storage;

import io.holdpoint.dashboard.access.NamedToken;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.dashboard.access.TokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Operators' tokens in a table. */
final class StoredTokens implements TokenStore {

  private static final String COLUMNS =
      "id, name, roles, hash, former_hash, former_until, created_by, created_at, expires_at,"
          + " revoked_at, last_used_at";

  private final Jdbi jdbi;
  private final String tenant;

  StoredTokens(Jdbi jdbi, String tenant) {
    this.jdbi = jdbi;
    this.tenant = tenant;
  }

  @Override
  public List<NamedToken> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM operator_token WHERE tenant = :tenant ORDER BY created_at, id")
                .bind("tenant", tenant)
                .map((row, context) -> token(row))
                .list());
  }

  @Override
  public void save(NamedToken token) {
    NamedToken.Former former = token.former();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "MERGE INTO operator_token (tenant, "
                        + COLUMNS
                        + ") KEY (tenant, id) VALUES (:tenant, :id, :name, :roles, :hash, :former,"
                        + " :until, :by, :created, :expires, :revoked, :used)")
                .bind("tenant", tenant)
                .bind("id", token.id())
                .bind("name", token.name())
                .bind(
                    "roles",
                    token.roles().stream()
                        .sorted()
                        .map(Role::word)
                        .collect(Collectors.joining(",")))
                .bind("hash", token.hash())
                .bind("former", former == null ? null : former.hash())
                .bind("until", former == null ? null : millis(former.until()))
                .bind("by", token.createdBy())
                .bind("created", token.createdAt().toEpochMilli())
                .bind("expires", token.expiresAt().toEpochMilli())
                .bind("revoked", millis(token.revokedAt()))
                .bind("used", millis(token.lastUsedAt()))
                .execute());
  }

  private static NamedToken token(ResultSet row) throws SQLException {
    String formerHash = row.getString(5);
    Instant formerUntil = instant(row, 6);
    return new NamedToken(
        row.getString(1),
        row.getString(2),
        roles(row.getString(3)),
        row.getString(4),
        formerHash == null || formerUntil == null
            ? null
            : new NamedToken.Former(formerHash, formerUntil),
        row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        instant(row, 10),
        instant(row, 11));
  }

  private static Set<Role> roles(String words) {
    return Arrays.stream(words.split(","))
        .flatMap(word -> Role.of(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
