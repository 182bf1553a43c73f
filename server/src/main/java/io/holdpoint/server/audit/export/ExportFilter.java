// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.RecordClass;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records are asked for.
 *
 * @param after only those with a higher number: the cursor
 * @param since only those not before
 * @param until only those before
 * @param session only those of this session, empty for all
 * @param classes only those of these classes, empty for all
 */
public record ExportFilter(
    long after, Instant since, Instant until, String session, Set<String> classes) {

  /** Everything. */
  public static final ExportFilter ALL =
      new ExportFilter(0, Instant.MIN, Instant.MAX, "", Set.of());

  private static final Set<String> WORDS =
      Stream.concat(
              Arrays.stream(RecordClass.values()).map(c -> c.name().toLowerCase(Locale.ROOT)),
              Stream.of("standing"))
          .collect(Collectors.toUnmodifiableSet());

  public ExportFilter {
    requireNonNull(since, "since");
    requireNonNull(until, "until");
    requireNonNull(session, "session");
    classes = Set.copyOf(classes);
    if (after < 0) {
      throw new IllegalArgumentException("cursor: got " + after + " (expected: >= 0)");
    }
    for (String word : classes) {
      if (!WORDS.contains(word)) {
        throw new IllegalArgumentException(
            "class: got \"" + word + "\" (expected: one of " + new TreeSet<>(WORDS) + ")");
      }
    }
  }

  /**
   * Reads a filter from words.
   *
   * @param words {@code after}, {@code since}, {@code until} (ISO 8601), {@code session}, {@code
   *     class} (comma separated); each may be absent
   * @throws IllegalArgumentException naming what is wrong
   */
  public static ExportFilter of(Map<String, String> words) {
    String classes = words.getOrDefault("class", "");
    return new ExportFilter(
        number(words.getOrDefault("after", "0")),
        instant("since", words.getOrDefault("since", ""), Instant.MIN),
        instant("until", words.getOrDefault("until", ""), Instant.MAX),
        words.getOrDefault("session", ""),
        classes.isEmpty() ? Set.of() : Set.copyOf(List.of(classes.split(",", -1))));
  }

  boolean takes(AuditRecord tried) {
    Instant at = tried.facts().at();
    return tried.number() > after
        && !at.isBefore(since)
        && at.isBefore(until)
        && (session.isEmpty() || session.equals(tried.facts().session()))
        && (classes.isEmpty() || classes.contains(tried.recordClass()));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "cursor: got \"" + text + "\" (expected: the number of a record)", e);
    }
  }

  private static Instant instant(String name, String text, Instant fallback) {
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + ": got \"" + text + "\" (expected: a time like 2026-11-22T08:00:00Z)", e);
    }
  }
}
