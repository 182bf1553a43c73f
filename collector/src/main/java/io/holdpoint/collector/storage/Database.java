// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What one kind of database does otherwise than the other. Safe for use by many threads. */
sealed interface Database permits H2Database, PostgresDatabase {

  /** How to connect. */
  HikariConfig pool();

  /** Where its migrations are. */
  String migrations();

  /** Keeps other processes out, for as long as the store is open. */
  void claim(DataSource dataSource) throws SQLException;

  /** Does what a migration in SQL cannot; called after migrations, at each opening. */
  void settle(DataSource dataSource) throws SQLException;

  /** Called first in each transaction that writes. */
  void beginWriting(Connection connection) throws SQLException;

  /** The isolation under which all statements of a transaction see the same state. */
  int snapshot();

  /** Inserts a detection or replaces the one with its id. */
  String upsertDetection();

  /** How a text stands in a text column. */
  String stored(String text);

  /** The text that was {@link #stored}. */
  String read(String stored);

  /** Returns once what was committed is on the disk. */
  void flush(Connection connection) throws SQLException;

  /** Lets go of the database; the pool is closed afterwards. */
  void release(DataSource dataSource) throws SQLException;

  /** One sentence for people about why it could not be opened. */
  String whyNot(Exception e);
}
