// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What one statement does. One that could not be read counts as doing everything.
 *
 * @param kind the first word of what it is, for example {@code select}; {@code unknown} if it could
 *     not be read
 * @param acts what it does
 * @param tables the tables it names, in lower case, without quotes
 * @param unparsable true if it could not be read
 */
public record SqlStatement(String kind, Set<Act> acts, Set<String> tables, boolean unparsable) {

  /** What could not be read: all of it may be true. */
  static final SqlStatement UNREADABLE =
      new SqlStatement("unknown", Set.of(Act.values()), Set.of(), true);

  /** What statements do. */
  public enum Act {
    /** Gives data out. */
    READS,
    /** Adds or changes rows. */
    WRITES,
    /** Removes rows. */
    DELETES,
    DELETES_WITHOUT_WHERE,
    UPDATES_WITHOUT_WHERE,
    TRUNCATES,
    /** Removes a table or another thing with a name. */
    DROPS,
    /** Makes or changes things with names. */
    CHANGES_SCHEMA,
    /** Says who may do what. */
    GRANTS,
    /** Runs what is not written here: procedures, prepared text. */
    EXECUTES,
    /** Reads or writes files, or runs programs, of the database's machine. */
    TOUCHES_FILES
  }

  public SqlStatement {
    requireNonNull(kind, "kind");
    acts = Set.copyOf(acts);
    tables = Set.copyOf(tables);
  }

  /** True if it does this. */
  public boolean does(Act act) {
    return acts.contains(act);
  }
}
