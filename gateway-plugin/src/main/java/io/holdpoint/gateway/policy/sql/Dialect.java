// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

/**
 * How databases differ in where comments and strings end. What one of them takes for a comment or a
 * string is a statement to another, so a text is read in all of them.
 *
 * @param backslash a backslash in a string takes the next character with it
 * @param hash a hash begins a comment
 * @param dashesNeedBlank two dashes begin a comment only before a blank
 * @param nested comments may stand in comments
 * @param executable what stands in a comment with an exclamation mark runs
 * @param dollars strings may stand between {@code $tag$}
 */
record Dialect(
    boolean backslash,
    boolean hash,
    boolean dashesNeedBlank,
    boolean nested,
    boolean executable,
    boolean dollars) {

  /** The standard: Oracle, SQLite, H2, and others. */
  static final Dialect STANDARD = new Dialect(false, false, false, false, false, false);

  /** PostgreSQL and its kin. */
  static final Dialect POSTGRES = new Dialect(false, false, false, true, false, true);

  /** MySQL and MariaDB. */
  static final Dialect MYSQL = new Dialect(true, true, true, false, true, false);

  /** SQL Server. */
  static final Dialect NESTED = new Dialect(false, false, false, true, false, false);

  /** BigQuery, Snowflake, ClickHouse: a backslash counts, no hash. */
  static final Dialect BACKSLASH = new Dialect(true, false, false, false, false, true);
}
