// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format strictly, after its own description and not after our writer. */
final class Scrape {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})? (NaN|[+-]Inf|[-+0-9.eE]+)( [0-9]+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\",?");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();

  Scrape(String text) {
    assertThat(text).endsWith("\n");
    text.lines().forEach(this::line);
  }

  /** The value of a sample, its labels in the order of their names; fails if there is none. */
  double value(String sample) {
    assertThat(samples).containsKey(sample);
    return requireNonNull(samples.get(sample));
  }

  Map<String, Double> samples() {
    return samples;
  }

  String type(String name) {
    return types.getOrDefault(name, "");
  }

  private void line(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      assertThat(types.put(words[2], words[3])).as("told twice: %s", line).isNull();
    } else if (!line.startsWith("# HELP ")) {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String name = sample.group(1);
    assertThat(types.keySet()).anyMatch(name::startsWith);
    String labels = sample.group(3) == null ? "" : sample.group(3);
    int end = 0;
    for (Matcher label = LABEL.matcher(labels); label.find(); end = label.end()) {
      assertThat(label.start()).as(line).isEqualTo(end);
    }
    assertThat(end).as(line).isEqualTo(labels.length());
    String key = labels.isEmpty() ? name : name + "{" + labels + "}";
    assertThat(samples.put(key, Double.valueOf(sample.group(4)))).as(line).isNull();
  }
}
