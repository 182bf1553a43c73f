// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that may be worse through the gateway, each with its reason. */
final class ExpectedFailures {

  private final List<Entry> entries = new ArrayList<>();
  private final TreeSet<String> used = new TreeSet<>();

  private record Entry(String text, Pattern pattern) {}

  static ExpectedFailures read(Path file) throws IOException {
    ExpectedFailures expected = new ExpectedFailures();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int bar = line.indexOf(" | ");
        if (bar < 0 || line.substring(bar + 3).isBlank()) {
          throw new IOException(
              file + ": got \"" + line + "\" (expected: scenario:check | reason)");
        }
        expected.entries.add(new Entry(line.substring(0, bar), pattern(line.substring(0, bar))));
      }
    }
    return expected;
  }

  /** Those of the checks that no entry names. */
  Map<String, String> unexpected(Map<String, String> worse) {
    Map<String, String> left = new TreeMap<>(worse);
    for (Entry entry : entries) {
      if (left.keySet().removeIf(check -> entry.pattern.matcher(check).matches())) {
        used.add(entry.text);
      }
    }
    return left;
  }

  /** Entries that no check needed. */
  List<String> stale() {
    return entries.stream().map(Entry::text).filter(text -> !used.contains(text)).toList();
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
