// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import io.holdpoint.gateway.policy.sql.SqlStatement.Act;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Commit;
import net.sf.jsqlparser.statement.DescribeStatement;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ResetStatement;
import net.sf.jsqlparser.statement.RollbackStatement;
import net.sf.jsqlparser.statement.SavepointStatement;
import net.sf.jsqlparser.statement.SetStatement;
import net.sf.jsqlparser.statement.ShowColumnsStatement;
import net.sf.jsqlparser.statement.ShowStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.UseStatement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.analyze.Analyze;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.schema.CreateSchema;
import net.sf.jsqlparser.statement.create.sequence.CreateSequence;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.execute.Execute;
import net.sf.jsqlparser.statement.grant.Grant;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.show.ShowIndexStatement;
import net.sf.jsqlparser.statement.show.ShowTablesStatement;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/** Reads one statement. Whatever the parser does not know is unreadable, never harmless. */
final class StatementReader {

  private static final int DEEPEST = 24;

  private StatementReader() {}

  static SqlStatement read(String text) {
    SqlWords words = SqlWords.of(text);
    if (words.depth() > DEEPEST) {
      return SqlStatement.UNREADABLE;
    }
    Statement statement = parsed(text, false);
    if (statement == null) {
      statement = parsed(text, true);
    }
    return statement == null ? SqlStatement.UNREADABLE : read(statement, words);
  }

  private static @Nullable Statement parsed(String text, boolean complex) {
    try {
      CCJSqlParser parser =
          new CCJSqlParser(text).withAllowComplexParsing(complex).withSquareBracketQuotation(true);
      return parser.Statement();
    } catch (ParseException | RuntimeException unreadable) {
      return null;
    }
  }

  private static SqlStatement read(Statement statement, SqlWords words) {
    Set<Act> acts = EnumSet.noneOf(Act.class);
    if (!collect(statement, acts) || words.says(acts)) {
      return SqlStatement.UNREADABLE;
    }
    words.functions(acts);
    Set<String> tables = tables(statement);
    return tables == null
        ? SqlStatement.UNREADABLE
        : new SqlStatement(kind(statement), acts, tables, false);
  }

  private static String kind(Statement statement) {
    return switch (statement) {
      case Select select -> "select";
      case CreateTable create -> "create";
      case CreateView create -> "create";
      case CreateIndex create -> "create";
      case CreateSchema create -> "create";
      case CreateSequence create -> "create";
      default ->
          statement
              .getClass()
              .getSimpleName()
              .toLowerCase(Locale.ROOT)
              .replaceAll("^parenthesed|statement$", "");
    };
  }

  /** Adds what it does; false if that is not known. */
  private static boolean collect(Statement statement, Set<Act> acts) {
    return switch (statement) {
      case Select select -> select(select, acts);
      case Delete delete -> {
        acts.add(Act.DELETES);
        if (!Where.narrows(delete.getWhere())) {
          acts.add(Act.DELETES_WITHOUT_WHERE);
        }
        yield with(delete.getWithItemsList(), acts);
      }
      case Update update -> {
        acts.add(Act.WRITES);
        if (!Where.narrows(update.getWhere())) {
          acts.add(Act.UPDATES_WITHOUT_WHERE);
        }
        yield with(update.getWithItemsList(), acts);
      }
      case Insert insert -> {
        acts.add(Act.WRITES);
        yield with(insert.getWithItemsList(), acts);
      }
      case Truncate truncate -> add(acts, Act.TRUNCATES, Act.DELETES);
      case Drop drop -> add(acts, Act.DROPS, Act.CHANGES_SCHEMA);
      case Alter alter ->
          alter.toString().toUpperCase(Locale.ROOT).contains("DROP")
              ? add(acts, Act.CHANGES_SCHEMA, Act.DROPS)
              : add(acts, Act.CHANGES_SCHEMA);
      case Merge merge ->
          merge.toString().toUpperCase(Locale.ROOT).contains("DELETE")
              ? add(acts, Act.WRITES, Act.DELETES)
              : add(acts, Act.WRITES);
      case Upsert upsert -> add(acts, Act.WRITES);
      case Grant grant -> add(acts, Act.GRANTS);
      case Execute execute -> add(acts, Act.EXECUTES);
      case CreateTable create -> {
        acts.add(Act.CHANGES_SCHEMA);
        Select select = create.getSelect();
        yield select == null || select(select, acts);
      }
      case CreateView _, CreateIndex _, CreateSchema _, CreateSequence _, Comment _ ->
          add(acts, Act.CHANGES_SCHEMA);
      case ExplainStatement explain -> {
        acts.add(Act.READS);
        Select select = explain.getStatement();
        yield select == null || select(select, acts);
      }
      default -> changesNothing(statement, acts);
    };
  }

  /** Statements that only tell, or set how others work. */
  private static boolean changesNothing(Statement statement, Set<Act> acts) {
    return switch (statement) {
      case Analyze _,
          DescribeStatement _,
          ShowStatement _,
          ShowColumnsStatement _,
          ShowIndexStatement _,
          ShowTablesStatement _ ->
          add(acts, Act.READS);
      case UseStatement _,
          SetStatement _,
          ResetStatement _,
          Commit _,
          RollbackStatement _,
          SavepointStatement _ ->
          true;
      default -> false;
    };
  }

  private static boolean add(Set<Act> acts, Act... more) {
    acts.addAll(List.of(more));
    return true;
  }

  private static boolean select(Select select, Set<Act> acts) {
    acts.add(Act.READS);
    if (select instanceof PlainSelect plain
        && ((plain.getIntoTables() != null && !plain.getIntoTables().isEmpty())
            || plain.getIntoTempTable() != null)) {
      acts.add(Act.CHANGES_SCHEMA);
      acts.add(Act.WRITES);
    }
    return with(select.getWithItemsList(), acts);
  }

  /** In PostgreSQL a WITH may change rows too. */
  private static boolean with(@Nullable List<WithItem<?>> items, Set<Act> acts) {
    boolean known = true;
    if (items != null) {
      for (WithItem<?> item : items) {
        Statement inner = item.getParenthesedStatement();
        known &= inner == null || collect(inner, acts);
      }
    }
    return known;
  }

  /** The tables it names; null if they cannot be told, and then nothing can. */
  private static @Nullable Set<String> tables(Statement statement) {
    Set<String> names = new HashSet<>();
    try {
      new TablesNamesFinder<Void>().getTables(statement).forEach(name -> names.add(plain(name)));
    } catch (RuntimeException notForThisKind) {
      return switch (statement) {
        case Drop drop when drop.getName() != null ->
            Set.of(plain(drop.getName().getFullyQualifiedName()));
        case Truncate truncate -> Set.of(plain(truncate.getTable().getFullyQualifiedName()));
        case Select _, Insert _, Update _, Delete _, Merge _, Upsert _ -> null;
        default -> names;
      };
    }
    return names;
  }

  private static String plain(String name) {
    return name.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
  }
}
