// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What users said and tools returned in recorded sessions. */
final class RecordedTexts {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_OF_A_FILE = 120;
  private static final int SHORTEST = 200;
  private static final int LONGEST = 6_000;

  private RecordedTexts() {}

  /**
   * One session.
   *
   * @param user what its user said
   * @param results what its tools returned, neither very short nor very long
   */
  record Recorded(String user, List<String> results) {}

  /**
   * Recorded sessions, in the same order each time: those of {@code -Dholdpoint.traces}, else of
   * {@code shared/traces/dev} in a folder above, else the adaptive set of this repository.
   */
  static List<Recorded> read() throws IOException {
    Path folder = folder();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().contains(".jsonl")).sorted().toList();
    }
    List<Recorded> sessions = new ArrayList<>();
    for (Path file : files) {
      read(file, sessions);
    }
    return sessions;
  }

  private static Path folder() {
    String told = System.getProperty("holdpoint.traces", "");
    if (!told.isEmpty()) {
      return Path.of(told);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path above = here; above != null; above = above.getParent()) {
      Path traces = above.resolve("shared/traces/dev");
      if (Files.isDirectory(traces)) {
        return traces;
      }
    }
    return here.resolve("../samples/eval/adaptive");
  }

  /** Sessions from all over a file, not its first ones only. */
  private static void read(Path file, List<Recorded> sessions) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(line);
        line = reader.readLine();
      }
    }
    int step = Math.max(1, lines.size() / MOST_OF_A_FILE);
    for (int i = 0; i < lines.size(); i += step) {
      Recorded session = session(lines.get(i));
      if (!session.results().isEmpty()) {
        sessions.add(session);
      }
    }
  }

  private static Recorded session(String line) {
    StringBuilder user = new StringBuilder();
    List<String> results = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
      String name = "";
      String kind = "";
      int depth = 0;
      JsonToken token = parser.nextToken();
      while (token != null) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING && depth == 3) {
          String text = parser.getString();
          kind = name.equals("kind") ? text : kind;
          take(name, kind, text, user, results);
        }
        token = parser.nextToken();
      }
    }
    return new Recorded(user.toString(), results);
  }

  private static void take(
      String name, String kind, @Nullable String text, StringBuilder user, List<String> results) {
    if (text == null) {
      return;
    }
    if (name.equals("text") && kind.equals("user_message")) {
      user.append(text).append('\n');
    } else if (name.equals("result")
        && text.length() >= SHORTEST
        && text.length() <= LONGEST
        && results.size() < 4) {
      results.add(text);
    }
  }
}
