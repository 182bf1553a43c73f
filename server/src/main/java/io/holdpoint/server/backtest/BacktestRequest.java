// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a back-test is asked with.
 *
 * @param files names and texts of rule files
 * @param since how far back it counts
 */
record BacktestRequest(List<RuleFile> files, Duration since) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.yaml");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");
  private static final int MOST_FILES = 500;

  /** A rule file. */
  record RuleFile(String name, String text) {}

  BacktestRequest {
    files = List.copyOf(files);
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if it is none
   */
  static BacktestRequest read(String body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "body: got malformed JSON (expected: {\"rules\": [...], \"since\": \"7d\"})", e);
    }
    List<RuleFile> files = new ArrayList<>();
    for (JsonNode rule : json.path("rules")) {
      String name = rule.path("name").asString("");
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "rules: got a file called \"" + name + "\" (expected: letters, digits, .yaml)");
      }
      files.add(new RuleFile(name, rule.path("text").asString("")));
    }
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new IllegalArgumentException(
          "rules: got " + files.size() + " files (expected: 1 to " + MOST_FILES + ")");
    }
    return new BacktestRequest(files, duration(json.path("since").asString("7d")));
  }

  /** A span such as {@code 7d} or {@code 36h}. */
  static Duration duration(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "since: got \"" + text + "\" (expected: a span such as 7d or 36h)");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /**
   * The rules, compiled.
   *
   * @param compiling where: whoever may ask for a back-test need not be trusted with more
   * @throws DocumentException with every problem of every file
   */
  RuleSet rules(Compiling compiling) {
    try {
      Path folder = Files.createTempDirectory("holdpoint-backtest");
      try {
        for (RuleFile file : files) {
          Files.writeString(folder.resolve(file.name()), file.text());
        }
        return RuleSet.load(compiling, List.of(folder), false);
      } catch (DocumentException e) {
        throw new DocumentException(e.problems().stream().map(p -> named(p, folder)).toList());
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("backtest: rule files cannot be kept", e);
    }
  }

  /** A problem of a file by the name its sender gave it. */
  private static Problem named(Problem problem, Path folder) {
    Position at = problem.position();
    String file = at.file().replace(folder + "/", "");
    return new Problem(new Position(file, at.line(), at.column()), problem.message());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
