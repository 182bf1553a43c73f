// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the page about events out of the sources of the events. */
final class EventPageWriter {
  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*(?<doc>(?:(?!\\*/).)*)\\*/\\s+(?:@Override\\s+)?"
              + "public (?<type>\\w+) (?<name>\\w+)\\(\\) \\{",
          Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile(
          "/\\*\\*(?<doc>(?:(?!\\*/).)*)\\*/\\s+public (?:abstract sealed |final )class");
  private static final Pattern SINCE = Pattern.compile("@since (?<version>[0-9.]+)");
  private static final String FIRST = "0.1";

  private final Path sources;

  EventPageWriter(Path sources) {
    this.sources = sources;
  }

  String page() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Events and columns for rules

            Made from the Javadoc of `io.holdpoint.engine.event`; `holdpoint rules print-schema` prints it. Columns are public: they keep name, type and meaning. \
            No column carries a payload. *Since* is the release that brought a column.

            A rule selects events by their columns: `ToolCall(egress = true and secretSeen = true)`. How rules are written stands in the
            [engine's README](../correlation-engine/README.md).
            """);
    for (EventType event : EventType.values()) {
      page.append("\n## `").append(event.eventName()).append("`\n\n");
      page.append(docOf(Files.readString(file(event.eventName())))).append("\n\n");
      page.append("| column | type | since | meaning |\n|---|---|---|---|\n");
      rows(event).forEach((name, row) -> page.append(row));
    }
    return page.append(grounds()).toString();
  }

  private static String grounds() {
    StringBuilder text =
        new StringBuilder(
            """

            ## What may be left out

            Some events and columns say nothing unless somebody tells what they rest on. A rule that names them under `source` with `min-coverage` is shown as blind where too few calls do.

            | what | events and columns that rest on it |
            |---|---|
            """);
    for (Ground ground : Ground.values()) {
      List<String> names =
          Stream.concat(
                  Arrays.stream(EventType.values())
                      .map(EventType::eventName)
                      .filter(event -> Ground.ofEvent(event).contains(ground)),
                  ground.columns().stream().sorted())
              .map(name -> "`" + name + "`")
              .toList();
      text.append("| ").append(ground.words()).append(" (`").append(ground.word()).append("`) | ");
      text.append(String.join(", ", names)).append(" |\n");
    }
    return text.toString();
  }

  static String typeName(Class<?> type) {
    return type == String.class ? "string" : type.getName();
  }

  private Map<String, String> rows(EventType event) throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    if (event != EventType.TELEMETRY) {
      add(rows, event, Files.readString(file("StepEvent")));
    }
    add(rows, event, Files.readString(file(event.eventName())));
    return rows;
  }

  private void add(Map<String, String> rows, EventType event, String source) {
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      String name = method.group("name");
      Class<?> type = event.columns().get(name);
      if (type != null) {
        Matcher since = SINCE.matcher(method.group("doc"));
        String version = since.find() ? since.group("version") : FIRST;
        rows.put(
            name,
            "| `"
                + name
                + "` | "
                + typeName(type)
                + " | "
                + version
                + " | "
                + plain(method.group("doc"))
                + " |\n");
      }
    }
  }

  private static String docOf(String source) {
    Matcher type = TYPE.matcher(source);
    return type.find() ? plain(type.group("doc")) : "";
  }

  private static String plain(String doc) {
    return doc.replaceAll("(?m)^\\s*\\* ?", "")
        .replaceAll("(?s)\\n@\\w+.*", "")
        .replaceAll("\\{@(?:code|link) ([^}]+)}", "`$1`")
        .replaceAll("<p>", "")
        .replace("|", "\\|")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private Path file(String type) {
    return sources.resolve(type + ".java");
  }
}
