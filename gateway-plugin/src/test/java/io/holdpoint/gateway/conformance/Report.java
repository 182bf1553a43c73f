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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What one run of the suite found: per scenario, how often each of its checks ended how.
 *
 * @param scenarios by name, each a map of {@code check: STATUS} to its count
 * @param messages what the suite said of checks that did not succeed, by scenario
 */
record Report(Map<String, Map<Check, Integer>> scenarios, Map<String, List<String>> messages) {

  private static final Pattern TIME = Pattern.compile("-\\d{4}-\\d\\d-\\d\\dT[0-9-]+Z$");

  /** A check with its end. */
  record Check(String id, Status status) implements Comparable<Check> {
    @Override
    public int compareTo(Check other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : status.compareTo(other.status);
    }
  }

  /** How a check can end. */
  enum Status {
    SUCCESS,
    WARNING,
    FAILURE,
    SKIPPED,
    INFO
  }

  /** Reads what the suite wrote. */
  static Report read(Path folder, String prefix) throws IOException {
    Map<String, Map<Check, Integer>> scenarios = new TreeMap<>();
    Map<String, List<String>> messages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith("checks.json")).sorted().toList()) {
        String name = folder.relativize(file.getParent()).toString();
        name = TIME.matcher(name).replaceFirst("");
        name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        Map<Check, Integer> checks = scenarios.computeIfAbsent(name, n -> new TreeMap<>());
        read(file, checks, messages.computeIfAbsent(name, n -> new ArrayList<>()));
      }
    }
    return new Report(scenarios, messages);
  }

  /** How many checks ended so. */
  int count(Status status) {
    return scenarios.values().stream().mapToInt(checks -> count(checks, status)).sum();
  }

  /** Scenarios without a failure or a warning. */
  long whole() {
    return scenarios.values().stream()
        .filter(c -> count(c, Status.FAILURE) + count(c, Status.WARNING) == 0)
        .count();
  }

  /**
   * The same, each end of a check counted once: how often a client asks its server for something is
   * no matter where another server answers instead.
   */
  Report once() {
    Map<String, Map<Check, Integer>> singles = new TreeMap<>();
    scenarios.forEach(
        (scenario, checks) -> {
          Map<Check, Integer> ones = new TreeMap<>();
          checks.forEach((check, count) -> ones.put(check, 1));
          singles.put(scenario, ones);
        });
    return new Report(singles, messages);
  }

  /** What was better in another run: {@code scenario:check}, with why. */
  Map<String, String> worseThan(Report direct) {
    Map<String, String> worse = new TreeMap<>();
    direct.scenarios.forEach(
        (scenario, before) -> {
          Map<Check, Integer> now = scenarios.getOrDefault(scenario, Map.of());
          String why = String.join("; ", messages.getOrDefault(scenario, List.of()));
          before.forEach(
              (check, count) -> {
                int here = now.getOrDefault(check, 0);
                if (check.status == Status.SUCCESS && here < count) {
                  worse.put(
                      scenario + ":" + check.id,
                      "succeeded " + here + " times (direct: " + count + "); " + why);
                }
              });
          now.forEach(
              (check, count) -> {
                boolean bad = check.status == Status.FAILURE || check.status == Status.WARNING;
                int there = before.getOrDefault(check, 0);
                if (bad && count > there) {
                  worse.putIfAbsent(
                      scenario + ":" + check.id,
                      check.status + " " + count + " times (direct: " + there + "); " + why);
                }
              });
        });
    return worse;
  }

  private static int count(Map<Check, Integer> checks, Status status) {
    return checks.entrySet().stream()
        .filter(e -> e.getKey().status == status)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static void read(Path file, Map<Check, Integer> checks, List<String> messages)
      throws IOException {
    byte[] json = Files.readAllBytes(file);
    try (JsonParser parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> members = members(parser);
        Status status = Status.valueOf(members.getOrDefault("status", "INFO"));
        String id = members.getOrDefault("id", "");
        checks.merge(new Check(id, status), 1, Integer::sum);
        if (status == Status.FAILURE || status == Status.WARNING) {
          messages.add(
              id + ": " + members.getOrDefault("errorMessage", members.get("description")));
        }
      }
    }
  }

  private static Map<String, String> members(JsonParser parser) {
    Map<String, String> members = new TreeMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        members.put(name, parser.getString());
      } else {
        parser.skipChildren();
      }
    }
    return members;
  }
}
