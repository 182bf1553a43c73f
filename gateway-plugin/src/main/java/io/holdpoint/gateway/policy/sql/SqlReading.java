// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements of a text, in every way databases would split it: comments, quotes and separators
 * differ between them, and what one skips another runs.
 *
 * @param statements each once; what cannot be read is one that does everything
 */
public record SqlReading(List<SqlStatement> statements) {

  private static final int LONGEST = 32 * 1024;
  private static final int LONGEST_STATEMENT = 8 * 1024;
  private static final int MOST = 64;
  private static final List<Dialect> DIALECTS =
      List.of(Dialect.STANDARD, Dialect.POSTGRES, Dialect.MYSQL, Dialect.NESTED, Dialect.BACKSLASH);

  private static final SqlReading UNREADABLE = new SqlReading(List.of(SqlStatement.UNREADABLE));

  public SqlReading {
    statements = List.copyOf(statements);
  }

  /** Reads a text. Time grows with its length; what is too long counts as unreadable. */
  public static SqlReading of(String text) {
    if (text.length() > LONGEST) {
      return UNREADABLE;
    }
    Set<String> texts = new LinkedHashSet<>();
    boolean broken = false;
    for (Dialect dialect : DIALECTS) {
      SqlSplitter splitter = new SqlSplitter(text, dialect);
      List<String> split = splitter.statements();
      texts.addAll(split);
      broken |= splitter.isBroken();
    }
    if (texts.size() > MOST) {
      return UNREADABLE;
    }
    List<SqlStatement> statements = new ArrayList<>();
    for (String statement : texts) {
      statements.add(
          statement.length() > LONGEST_STATEMENT
              ? SqlStatement.UNREADABLE
              : StatementReader.read(statement));
    }
    if (broken) {
      statements.add(SqlStatement.UNREADABLE);
    }
    return new SqlReading(statements);
  }

  /** True if a part could not be read. */
  public boolean unparsable() {
    return statements.stream().anyMatch(SqlStatement::unparsable);
  }
}
