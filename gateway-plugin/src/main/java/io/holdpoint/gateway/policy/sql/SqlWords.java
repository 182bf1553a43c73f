// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import io.holdpoint.gateway.policy.sql.SqlStatement.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a statement outside strings and quoted names: a second opinion on what a parser made
 * of it.
 *
 * @param words in upper case; a parenthesis that opens is a word too
 * @param depth how deep parentheses are nested
 */
record SqlWords(List<String> words, int depth) {

  private static final Set<String> FILES =
      Set.of(
          "PG_READ_FILE",
          "PG_READ_BINARY_FILE",
          "PG_LS_DIR",
          "PG_STAT_FILE",
          "LO_IMPORT",
          "LO_EXPORT",
          "LOAD_FILE",
          "OUTFILE",
          "DUMPFILE",
          "INFILE",
          "UTL_FILE",
          "BFILENAME",
          "OPENROWSET",
          "READ_CSV",
          "READ_CSV_AUTO",
          "READ_PARQUET",
          "READ_TEXT",
          "READ_BLOB",
          "FILE_READ",
          "FILE_WRITE",
          "CSVREAD",
          "CSVWRITE",
          "LOAD_EXTENSION",
          "EDIT",
          "WRITEFILE",
          "READFILE",
          "INTO_OUTFILE");

  private static final Set<String> PROGRAMS =
      Set.of(
          "XP_CMDSHELL",
          "SYS_EXEC",
          "SYS_EVAL",
          "SP_EXECUTESQL",
          "SP_OACREATE",
          "DBMS_SCHEDULER",
          "DBLINK",
          "DBLINK_EXEC",
          "DBMS_SQL",
          "QUERY_TO_XML",
          "SHELLEXEC",
          "EXEC",
          "EXECUTE");

  static SqlWords of(String text) {
    List<String> words = new ArrayList<>();
    int depth = 0;
    int deepest = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        at = skip(text, at + 1, c);
      } else if (Character.isLetter(c) || c == '_') {
        int end = at + 1;
        while (end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end))
                || "_$".indexOf(text.charAt(end)) >= 0)) {
          end++;
        }
        words.add(text.substring(at, end).toUpperCase(Locale.ROOT));
        at = end;
      } else {
        if (c == '(' || c == '[') {
          deepest = Math.max(deepest, ++depth);
          words.add("(");
        } else if (c == ')' || c == ']') {
          depth--;
        } else if (c == '.') {
          words.add(".");
        }
        at++;
      }
    }
    return new SqlWords(words, deepest);
  }

  private static int skip(String text, int from, char quote) {
    int end = text.indexOf(quote, from);
    return end < 0 ? text.length() : end + 1;
  }

  /** True if a word says of the statement what was not found in it. */
  boolean says(Set<Act> acts) {
    return (has("DELETE", "ON", "FOR") && !acts.contains(Act.DELETES))
        || (has("DROP", "ALTER") && !acts.contains(Act.DROPS))
        || (has("TRUNCATE", "") && !acts.contains(Act.TRUNCATES))
        || (has("UPDATE", "ON", "FOR", "KEY", "DO") && !acts.contains(Act.WRITES))
        || (has("INSERT", "") && !acts.contains(Act.WRITES))
        || (has("GRANT", "") && !acts.contains(Act.GRANTS));
  }

  /** True if the word stands there, not behind one of {@code unless} and not as a function. */
  private boolean has(String word, String... unless) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(word)
          && !(i + 1 < words.size() && words.get(i + 1).equals("("))
          && !(i > 0
              && (words.get(i - 1).equals(".") || List.of(unless).contains(words.get(i - 1))))) {
        return true;
      }
    }
    return false;
  }

  /** Adds what functions do that reach beyond the database. */
  void functions(Set<Act> acts) {
    for (String word : words) {
      if (FILES.contains(word)) {
        acts.add(Act.TOUCHES_FILES);
      }
      if (PROGRAMS.contains(word)) {
        acts.add(Act.EXECUTES);
      }
    }
  }
}
