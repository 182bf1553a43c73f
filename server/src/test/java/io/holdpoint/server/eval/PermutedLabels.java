// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fixture with everything that is not a step moved from each session to the next. */
final class PermutedLabels {

  private static final List<String> SEEN_BY_THE_MONITOR = List.of("steps", "group");

  private PermutedLabels() {}

  /** Written into {@code folder}. */
  static TraceFiles traces(Path folder) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    Path source = EvaluationFixture.folder().resolve("traces/fixture.jsonl");
    List<ObjectNode> sessions = new ArrayList<>();
    for (String line : Files.readAllLines(source)) {
      sessions.add((ObjectNode) json.readTree(line));
    }
    List<ObjectNode> labels = new ArrayList<>(sessions);
    Collections.rotate(labels, 1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < sessions.size(); i++) {
      ObjectNode mixed = labels.get(i).deepCopy();
      for (String name : SEEN_BY_THE_MONITOR) {
        JsonNode seen = sessions.get(i).path(name);
        mixed.set(name, seen);
      }
      mixed.set("task", labels.get(i).path("attack"));
      lines.append(json.writeValueAsString(mixed)).append('\n');
    }
    Files.writeString(folder.resolve("fixture.jsonl"), lines);
    return TraceFiles.in(folder);
  }
}
