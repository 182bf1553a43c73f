// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import io.holdpoint.server.eval.splice.SpliceFigures.Bounded;
import io.holdpoint.server.eval.splice.SpliceFigures.Line;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures as JSON, and as tables for people. */
public final class SpliceReport {

  private final JsonMapper json = JsonMapper.builder().build();

  /** As JSON: {@code {per_thousand, agents, settings: {SETTING: {DONOR: {WAY: {...}}}}}}. */
  public String json(SpliceFigures figures) {
    ObjectNode root = json.createObjectNode();
    root.put("per_thousand", figures.perThousand());
    ArrayNode agents = root.putArray("agents");
    figures.agents().forEach(agents::add);
    ObjectNode settings = root.putObject("settings");
    for (Setting setting : Setting.values()) {
      ObjectNode donors = settings.putObject(setting.word());
      for (Donor donor : Donor.values()) {
        ObjectNode ways = donors.putObject(donor.word());
        for (Sight sight : Sight.all()) {
          line(ways.putObject(sight.word()), figures.line(setting, donor, sight));
        }
      }
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void line(ObjectNode node, Line line) {
    node.put("sessions", line.sessions());
    bounded(node, "early", line.early());
    bounded(node, "found", line.found());
    for (int i = 0; i < line.within().size(); i++) {
      node.put("within_" + (i + 1), finite(line.within().get(i)));
    }
    bounded(node, "delay", line.delay());
  }

  private static void bounded(ObjectNode node, String name, Bounded figure) {
    node.put(name, finite(figure.value()));
    ArrayNode interval = node.putArray(name + "_interval");
    interval.add(finite(figure.low()));
    interval.add(finite(figure.high()));
  }

  private static @Nullable Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Tables, per cent. */
  public String text(SpliceFigures figures) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Drift on spliced sessions of %s%nLimit: %.0f false alarms in 1,000 clean sessions. Per"
                + " cent, means over agents; in brackets 95 %% of draws over tasks.%n",
            String.join(", ", figures.agents()),
            figures.perThousand()));
    for (Setting setting : Setting.values()) {
      for (Donor donor : Donor.values()) {
        table(text, figures, setting, donor);
      }
    }
    return text.toString();
  }

  private static void table(
      StringBuilder text, SpliceFigures figures, Setting setting, Donor donor) {
    text.append(String.format(Locale.ROOT, "%n%s, %s%n", setting.word(), donor.word()));
    text.append(
        String.format(
            Locale.ROOT,
            "  %-12s %8s  %-20s %-20s %-16s %s%n",
            "way",
            "sessions",
            "false or early",
            "found",
            "within 1/2/3",
            "calls until seen"));
    for (Sight sight : Sight.all()) {
      Line line = figures.line(setting, donor, sight);
      boolean clean = donor == Donor.NONE;
      text.append(
          String.format(
              Locale.ROOT,
              "  %-12s %8d  %-20s %-20s %-16s %s%n",
              sight.word(),
              line.sessions(),
              percent(line.early()),
              clean ? "-" : percent(line.found()),
              clean ? "-" : within(line.within()),
              clean ? "-" : calls(line.delay())));
    }
  }

  private static String percent(Bounded figure) {
    return Double.isNaN(figure.value())
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f (%.1f-%.1f)",
            100 * figure.value(),
            100 * figure.low(),
            100 * figure.high());
  }

  private static String within(List<Double> shares) {
    return String.format(
        Locale.ROOT,
        "%.0f/%.0f/%.0f",
        100 * shares.get(0),
        100 * shares.get(1),
        100 * shares.get(2));
  }

  private static String calls(Bounded figure) {
    return Double.isNaN(figure.value())
        ? "-"
        : String.format(
            Locale.ROOT, "%.0f (%.0f-%.0f)", figure.value(), figure.low(), figure.high());
  }
}
