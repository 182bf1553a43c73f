// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader itself says which keys it knows: those are the keys of the list, no more, no less. */
final class RuleKeysTest {
  private static final Pattern KNOWN =
      Pattern.compile("zzz: unknown key \\(expected: one of (.*)\\)");
  private static final Pattern WORDS = Pattern.compile("got \"zzz\" \\(expected: one of (.*)\\)");

  private static final String FILE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: Keys
      description: Each section has a key that nobody knows.
      date: 2026-01-05
      modified: 2026-01-05
      explain: "{tool}"
      params: {p: {type: integer, default: 1, zzz: 1}, q: {type: duration, default: 1s, zzz: 1}}
      detect: %s
      action: {verdict: hold, zzz: 1, max-blast: {zzz: 1}}
      suppress: {zzz: 1}
      exceptions: [{zzz: 1}]
      modes: [{zzz: 1}]
      promote-when: {zzz: 1}
      promotion: {zzz: 1}
      source: {zzz: 1}
      tags: {zzz: 1}
      related: [{zzz: 1}]
      tests:
        zzz: 1
        positive:
          - zzz: 1
            baseline: {zzz: 1}
            events: [{zzz: 1, telemetry: {zzz: 1, mismatch: call-unseen}}]
            expect: {zzz: 1, action: hold}
      zzz: 1
      """;

  static Stream<String> forms() {
    return Stream.of(
        "{zzz: 1, filter: ToolCall(egress = true)}",
        "{zzz: 1, sequence: {zzz: 1, unless: ToolCall}}",
        "{zzz: 1, rate: {zzz: 1}}",
        "{zzz: 1, baseline: {zzz: 1, of: ToolCall}}");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void keys_areThoseOfTheReader(String form) {
    Set<Set<String>> listed =
        RuleKeys.all().stream()
            .collect(
                Collectors.groupingBy(
                    RuleKeys.Key::section,
                    Collectors.mapping(RuleKeys.Key::name, Collectors.toSet())))
            .values()
            .stream()
            .collect(Collectors.toSet());

    List<Set<String>> read = expected(KNOWN, FILE.formatted(form));

    assertThat(read).hasSizeGreaterThan(15);
    for (Set<String> keys : read) {
      assertThat(listed)
          .anySatisfy(section -> assertThat(fits(section, keys)).as("%s", keys).isTrue());
    }
  }

  /** Of the forms only the one that is there is read. */
  private static boolean fits(Set<String> section, Set<String> keys) {
    if (keys.contains("evidence")) {
      return section.containsAll(keys);
    }
    return section.equals(keys);
  }

  @Test
  void words_areThoseOfTheReader() {
    for (RuleKeys.Key key : RuleKeys.all()) {
      if (!key.section().isEmpty() || key.values().size() < 2) {
        continue;
      }
      String text = FILE.formatted("{filter: ToolCall(egress = true)}") + key.name() + ": zzz\n";
      List<Set<String>> words = expected(WORDS, text);
      assertThat(words).as(key.name()).contains(new TreeSet<>(key.values()));
    }
  }

  private static List<Set<String>> expected(Pattern pattern, String text) {
    return RuleSet.check("keys.yaml", text).problems().stream()
        .map(problem -> pattern.matcher(problem.message()))
        .filter(Matcher::find)
        .map(matcher -> (Set<String>) new TreeSet<>(Arrays.asList(matcher.group(1).split(", "))))
        .toList();
  }
}
