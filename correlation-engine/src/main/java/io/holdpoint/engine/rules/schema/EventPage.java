// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that documents every event and column; made from the code and held to it by a test. */
public final class EventPage {
  private static final Pattern HEADING = Pattern.compile("## `(\\w+)`");
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| ([0-9.]+) \\| (.*) \\|");

  private EventPage() {}

  /**
   * A column as the page tells it.
   *
   * @param event the event
   * @param name the column
   * @param type boolean, int, long or string
   * @param since the first release that had it
   * @param meaning one sentence
   */
  public record Column(String event, String name, String type, String since, String meaning) {}

  /** The page, as Markdown. */
  public static String text() {
    try (InputStream in = EventPage.class.getResourceAsStream("events.md")) {
      if (in == null) {
        throw new IllegalStateException("events.md: not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The columns it tells of, in its order. */
  public static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    String event = "";
    for (String line : text().lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        event = heading.group(1);
      } else if (row.matches()) {
        columns.add(new Column(event, row.group(1), row.group(2), row.group(3), row.group(4)));
      }
    }
    return List.copyOf(columns);
  }
}
