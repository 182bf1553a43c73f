// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.honesty;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the list of what must not be shipped. Not part of a build; run it when traces are added:
 *
 * <pre>mvn verify -pl server -am -Dtest=AttackWordsWriter -Dholdpoint.traces=TRACES
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>Taken are values of the attackers' calls that look like addresses, numbers or names, every run
 * of four words of the attackers' goals, and of the texts around them every run that two attack
 * tasks share and no benign session has.
 */
final class AttackWordsWriter {

  private static final String LIST = "attack-words.sha256";
  private static final String TOOLS = "suite-tools.sha256";
  private static final List<String> FILES =
      List.of("agentdojo.jsonl.gz", "agentdojo2026.jsonl.gz", "craibench.jsonl.gz");
  private static final int SHORTEST_NUMBER = 6;
  private static final int SHORTEST_NAME = 4;
  private static final int SHARED_BY = 2;

  /** Words that the recordings only happen to write with a capital letter. */
  private static final Set<String> EVERYDAY = Set.of("agency");

  private final JsonMapper json = JsonMapper.builder().build();
  private final Set<String> words = new TreeSet<>();
  private final Set<String> benign = new TreeSet<>();
  private final Set<String> small = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<String> tools = new TreeSet<>();
  private final Map<String, Set<String>> around = new HashMap<>();

  static Set<String> hashes() throws IOException {
    return lines(LIST);
  }

  static Set<String> suiteTools() throws IOException {
    return lines(TOOLS);
  }

  @Test
  @EnabledIfSystemProperty(named = "holdpoint.traces", matches = ".+")
  void lists_areWritten() throws IOException {
    Path folder = Path.of(requireNonNull(System.getProperty("holdpoint.traces"), "traces"));
    for (String file : FILES) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(file)));
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines.lines().map(json::readTree).forEach(this::session);
      }
    }
    around.forEach(
        (run, tasks) -> {
          if (tasks.size() >= SHARED_BY && !benign.contains(run)) {
            words.add(run);
          }
        });
    names.stream()
        .filter(name -> !small.contains(name) && !EVERYDAY.contains(name))
        .forEach(words::add);
    words.removeIf(AttackWordsWriter::saysNothing);
    write(LIST, words);
    write(TOOLS, tools);
    assertThat(hashes()).isNotEmpty();
  }

  private void session(JsonNode session) {
    String label = session.path("label").path("session").asString("");
    boolean attacked = label.startsWith("attack");
    String goal = session.path("attack_goal").asString("");
    words.addAll(Words.runs(goal));
    texts(session.path("attack_truth")).forEach(this::value);
    constants(goal);
    int seen = session.path("label").path("seen_step").asInt(-1);
    for (JsonNode step : session.path("steps")) {
      String text = step.path("result").asString(step.path("text").asString(""));
      lowerCase(text);
      if (step.has("tool")) {
        tools.add(step.path("tool").asString("").toLowerCase(Locale.ROOT));
      }
      if (label.equals("benign")) {
        benign.addAll(Words.runs(text));
        benign.addAll(Words.tags(text));
      } else if (attacked && step.path("step").asInt(-1) == seen) {
        String task = session.path("group").asString("") + session.path("attack_task").asString("");
        Set<String> runs = Words.runs(text);
        runs.addAll(Words.tags(text));
        runs.forEach(run -> around.computeIfAbsent(run, r -> new TreeSet<>()).add(task));
      }
    }
  }

  /** A run of short words is anybody's: {@code by the user and}. */
  private static boolean saysNothing(String run) {
    return run.contains(" ")
        && Arrays.stream(run.split(" ")).allMatch(word -> word.length() <= SHORTEST_NAME);
  }

  /** A value of a call of the attacker's: what looks like a constant, and what like a name. */
  private void value(String value) {
    constants(value);
    words.addAll(Words.runs(value));
    for (String word : value.split("[^A-Za-z]+", -1)) {
      if (word.length() >= SHORTEST_NAME && Character.isUpperCase(word.charAt(0))) {
        names.add(word.toLowerCase(Locale.ROOT));
      }
    }
  }

  private void constants(String text) {
    for (String value : Words.values(text)) {
      boolean number = value.length() >= SHORTEST_NUMBER && value.matches(".*[0-9].*");
      boolean date = value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}.*");
      if ((number && !date) || value.contains("@") || value.matches("[^.]+\\.[a-z]{2,}.*")) {
        words.add(value);
      }
    }
  }

  /** Words that somebody writes in lower case are no names. */
  private void lowerCase(String text) {
    for (String word : text.split("[^A-Za-z]+", -1)) {
      if (word.length() >= SHORTEST_NAME && Character.isLowerCase(word.charAt(0))) {
        small.add(word.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isString() ? Stream.of(node.asString()) : node.valueStream().flatMap(n -> texts(n));
  }

  private static void write(String name, Set<String> words) throws IOException {
    Path root = Path.of(requireNonNull(System.getProperty("holdpoint.root"), "root"));
    Path file =
        root.resolve("server/src/test/resources/io/holdpoint/server/eval/honesty").resolve(name);
    Files.writeString(
        file, words.stream().map(Words::hash).sorted().collect(Collectors.joining("\n", "", "\n")));
  }

  private static Set<String> lines(String name) throws IOException {
    try (InputStream in = requireNonNull(AttackWordsWriter.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toSet());
    }
  }
}
