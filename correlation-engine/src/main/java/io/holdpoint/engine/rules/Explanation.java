// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence for people with places to fill in. There is no place for argument values, and what is
 * filled in is made harmless: it may have been chosen by an agent.
 *
 * @param template the sentence, places in braces
 */
public record Explanation(String template) {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");
  private static final int LONGEST_VALUE = 120;

  /** What can be filled in. */
  public enum Place {
    /** The authenticated subject. */
    PRINCIPAL,
    /** The session's id. */
    SESSION,
    /** The tool of the completing step. */
    TOOL,
    /** The tool of the first step of the chain. */
    SOURCE,
    /** The labels among the rule's evidence that were seen. */
    LABELS,
    /** The tools whose results prove where the call comes from. */
    ORIGIN,
    /** What speaks against the call, in words. */
    SIGNS,
    /** From where on the session drifts, how far, and by what. */
    DRIFT,
    /** How many steps the chain has. */
    STEPS,
    /** How many clean sessions the baseline rests on. */
    BASELINE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Explanation {
    requireNonNull(template, "template");
  }

  /** Names in braces that are no places. */
  List<String> unknownPlaces() {
    List<String> unknown = new ArrayList<>();
    Matcher matcher = PLACE.matcher(template);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (List.of(Place.values()).stream().noneMatch(place -> place.word().equals(name))) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  /** The sentence with its places filled in; a place without a value reads {@code unknown}. */
  public String fill(Map<Place, String> values) {
    Map<String, String> byWord =
        values.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().word(), Map.Entry::getValue));
    return PLACE
        .matcher(template)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(harmless(byWord.getOrDefault(place.group(1), "unknown"))));
  }

  private static String harmless(String value) {
    String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    return cut.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
