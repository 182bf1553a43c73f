// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.search;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.export.ExportFilter;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which records somebody looks for.
 *
 * @param filter times, session and classes
 * @param before only those with a lower number, 0 for all
 * @param kinds only those of these kinds, empty for all
 * @param who part of the name of who is behind it, in lower case, empty for all
 * @param words what must all stand in it, in lower case
 * @param most how many at once, 1 to 200
 */
public record RecordQuery(
    ExportFilter filter, long before, Set<String> kinds, String who, List<String> words, int most) {

  private static final Set<String> KNOWN =
      Set.of("since", "until", "session", "class", "before", "kind", "who", "words", "most");
  private static final Pattern KIND = Pattern.compile("[a-z-]{1,40}");
  private static final int LONGEST = 200;
  private static final int USUAL = 50;
  private static final int LARGEST = 200;

  public RecordQuery {
    requireNonNull(filter, "filter");
    kinds = Set.copyOf(kinds);
    requireNonNull(who, "who");
    words = List.copyOf(words);
    if (before < 0) {
      throw new IllegalArgumentException("before: got " + before + " (expected: >= 0)");
    }
    if (most < 1 || most > LARGEST) {
      throw new IllegalArgumentException("most: got " + most + " (expected: 1 to " + LARGEST + ")");
    }
    for (String kind : kinds) {
      if (!KIND.matcher(kind).matches()) {
        throw new IllegalArgumentException(
            "kind: got something else (expected: words like approval-decided, with commas)");
      }
    }
  }

  /**
   * Reads a query from words.
   *
   * @param asked {@code since}, {@code until}, {@code session}, {@code class} as in an export;
   *     {@code before}, {@code kind} (comma separated), {@code who}, {@code words}, {@code most};
   *     each may be absent
   * @throws IllegalArgumentException naming what is wrong
   */
  public static RecordQuery of(Map<String, String> asked) {
    Set<String> unknown = new HashSet<>(asked.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "query: got " + unknown + " (expected: some of " + KNOWN + ")");
    }
    Map<String, String> shared = new HashMap<>(asked);
    shared.keySet().retainAll(Set.of("since", "until", "session", "class"));
    String kinds = text(asked, "kind");
    return new RecordQuery(
        ExportFilter.of(shared),
        number(asked, "before", 0),
        kinds.isEmpty() ? Set.of() : Set.copyOf(List.of(kinds.split(",", -1))),
        text(asked, "who"),
        Arrays.stream(text(asked, "words").split("\\s+", -1)).filter(w -> !w.isEmpty()).toList(),
        (int) Math.min(number(asked, "most", USUAL), LARGEST + 1));
  }

  /** True if the record is one of those looked for. */
  boolean takes(AuditRecord tried) {
    RecordFacts facts = tried.facts();
    return !facts.at().isBefore(filter.since())
        && facts.at().isBefore(filter.until())
        && (filter.session().isEmpty() || filter.session().equals(facts.session()))
        && (filter.classes().isEmpty() || filter.classes().contains(tried.recordClass()))
        && (kinds.isEmpty() || kinds.contains(facts.kind()))
        && (who.isEmpty() || facts.actor().toLowerCase(Locale.ROOT).contains(who))
        && (words.isEmpty() || holds(tried));
  }

  private boolean holds(AuditRecord tried) {
    RecordFacts facts = tried.facts();
    String text =
        String.join(
                "\n",
                facts.kind(),
                facts.session(),
                facts.step(),
                facts.actor(),
                facts.what(),
                facts.outcome(),
                facts.reason(),
                tried.hash(),
                tried.detail().toString())
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  private static String text(Map<String, String> asked, String name) {
    String text = asked.getOrDefault(name, "").strip();
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          name + ": got " + text.length() + " characters (expected: at most " + LONGEST + ")");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static long number(Map<String, String> asked, String name, long usual) {
    String text = asked.getOrDefault(name, "");
    try {
      return text.isEmpty() ? usual : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": got no number (expected: one)", e);
    }
  }
}
