// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.stream.Collectors.joining;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.rules.Advice;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleTest.Intent;
import io.holdpoint.engine.rules.conduct.Conduct;
import io.holdpoint.engine.rules.forms.Form;
import io.holdpoint.engine.rules.forms.Parameter;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.rules.tags.Taxonomy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule in words.
 *
 * @param now to tell what has expired
 */
record RuleView(Instant now) {

  private static final int WIDTH = 88;

  List<String> lines(Rule rule) {
    List<String> lines = new ArrayList<>();
    lines.add(rule.ref() + "  " + rule.title());
    lines.add("");
    wrapped(rule.description()).forEach(line -> lines.add("  " + line));
    lines.add("");
    row(lines, "looks for", form(rule.form()));
    row(lines, "parameters", rule.parameters().stream().map(RuleView::parameter).toList());
    row(lines, "overrides", overrides(rule));
    row(lines, "budget", budget(rule.budget()));
    row(lines, "scope", List.of(scope(rule)));
    row(lines, "listens to", events(rule));
    row(lines, "keeps", List.of(rule.form().keeps()));
    row(lines, "asked", List.of(asked(rule)));
    row(lines, "asks for", List.of(rule.action().word() + ", mode " + rule.mode().word()));
    row(lines, "", conduct(rule.conduct()));
    row(lines, "says", List.of(rule.explain().template()));
    row(lines, "standing", List.of(standing(rule)));
    rule.promotion()
        .shown()
        .ifPresent(
            e ->
                row(
                    lines,
                    "earned by",
                    List.of(
                        e.falsePositives()
                            + " of "
                            + e.sessions()
                            + " innocent sessions matched ("
                            + e.source()
                            + ", "
                            + e.date()
                            + ")")));
    row(lines, "tags", tags(rule));
    row(lines, "tests", List.of(tests(rule)));
    row(lines, "advice", Advice.on(rule, now).stream().map(p -> p.message()).toList());
    lines.add("");
    lines.add("  EPL:");
    rule.epl().lines().forEach(line -> lines.add("    " + line));
    return lines;
  }

  static ObjectNode json(Rule rule) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", rule.id()).put("version", rule.ref().version()).put("title", rule.title());
    json.put("description", rule.description()).put("form", rule.form().word());
    form(rule.form()).forEach(json.putArray("looksFor")::add);
    ObjectNode parameters = json.putObject("parameters");
    rule.parameters().forEach(p -> parameters.put(p.name(), p.written()));
    json.put("scope", rule.scope().word()).put("keeps", rule.form().keeps());
    json.put("memory", rule.memory());
    events(rule).forEach(json.putArray("listensTo")::add);
    json.put("action", rule.action().word()).put("mode", rule.mode().word());
    json.put("onLoss", rule.conduct().onLoss().word());
    json.put("sessionsPerHour", rule.conduct().sessionsPerHour());
    json.put("suppressSeconds", rule.conduct().suppression().lasts().toSeconds());
    ArrayNode exceptions = json.putArray("exceptions");
    rule.conduct()
        .exemptions()
        .forEach(
            e ->
                exceptions
                    .addObject()
                    .put("name", e.name())
                    .put("owner", e.owner())
                    .put("expires", e.expires().toString()));
    ObjectNode tags = json.putObject("tags");
    rule.tags().forEach((taxonomy, ids) -> ids.forEach(tags.putArray(taxonomy)::add));
    json.put("explain", rule.explain().template()).put("epl", rule.epl());
    return json;
  }

  private static List<String> form(Form form) {
    return switch (form) {
      case Form.Filter filter -> wrapped(filter.selection());
      case Form.Sequence s -> sequence(s);
      case Form.Rate r -> rate(r);
      case Form.Baseline b -> baseline(b);
      case Form.Epl e -> List.of("what its EPL says, below");
    };
  }

  private static List<String> sequence(Form.Sequence sequence) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sequence.steps().size(); i++) {
      boolean last = i == sequence.steps().size() - 1;
      String link = i == 0 ? "" : last || !sequence.anyOrder() ? "then " : "and ";
      lines.add(link + sequence.steps().get(i));
    }
    lines.add(
        "within "
            + words(sequence.within())
            + (sequence.by().isEmpty() ? "" : ", with the same " + String.join(", ", sequence.by()))
            + (sequence.anyOrder() ? ", all but the last in any order" : ""));
    sequence.unless().ifPresent(unless -> lines.add("unless " + unless + " comes in between"));
    return lines;
  }

  private static List<String> rate(Form.Rate rate) {
    String what =
        switch (rate.measure()) {
          case COUNT -> "at least " + rate.atLeast() + " of them";
          case DISTINCT -> "at least " + rate.atLeast() + " different " + rate.column();
          case SUM -> rate.column() + " of at least " + rate.atLeast() + " in all";
        };
    String by = rate.by().isEmpty() ? "" : ", for each " + String.join(", ", rate.by());
    return List.of(rate.of(), what + " within " + words(rate.within()) + by);
  }

  private static List<String> baseline(Form.Baseline baseline) {
    List<String> lines = new ArrayList<>();
    lines.add(baseline.of());
    lines.add("against a baseline of " + baseline.sessions() + " clean sessions or more");
    if (!baseline.fresh().isEmpty()) {
      lines.add("and " + String.join(" or ", baseline.fresh()));
    }
    baseline.above().forEach((column, value) -> lines.add("and " + column + " >= " + value));
    return lines;
  }

  private static String parameter(Parameter p) {
    return p.name()
        + " = "
        + p.written()
        + " ("
        + p.type().word()
        + ")"
        + (p.description().isEmpty() ? "" : "  " + p.description());
  }

  private static List<String> overrides(Rule rule) {
    return rule.variants().stream()
        .map(
            v ->
                v.audience().where()
                    + ": "
                    + v.parameters().stream()
                        .filter(p -> !rule.parameters().contains(p))
                        .map(p -> p.name() + " = " + p.written())
                        .collect(joining(", ")))
        .toList();
  }

  private static List<String> budget(Budget budget) {
    return Stream.of(
            budget.microsPerEvent() == 0 ? "" : budget.microsPerEvent() + " us of CPU per event",
            budget.bytesPerEvent() == 0 ? "" : budget.bytesPerEvent() + " bytes per event",
            budget.bytesPerSession() == 0 ? "" : budget.bytesPerSession() + " bytes per session")
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String scope(Rule rule) {
    return rule.scope().word()
        + (rule.scope().columns().isEmpty()
            ? ": all sessions together"
            : ": events with the same " + String.join(", ", rule.scope().columns()));
  }

  private static List<String> events(Rule rule) {
    return Stream.of(EventType.values())
        .map(EventType::eventName)
        .filter(rule.epl()::contains)
        .toList();
  }

  private static String asked(Rule rule) {
    return rule.memory()
        ? "one event at a time in each shard, if Esper finds that it remembers"
        : "side by side, without waiting";
  }

  private List<String> conduct(Conduct conduct) {
    List<String> lines = new ArrayList<>();
    Conduct.Suppression suppression = conduct.suppression();
    if (!suppression.lasts().isZero()) {
      lines.add(
          "told once in "
              + words(suppression.lasts())
              + " for each "
              + String.join(", ", suppression.by()));
    }
    if (conduct.sessionsPerHour() > 0) {
      lines.add("pauses or kills at most " + conduct.sessionsPerHour() + " sessions an hour");
    }
    lines.add("on loss: " + conduct.onLoss().word());
    conduct
        .exemptions()
        .forEach(
            e ->
                lines.add(
                    "except "
                        + e.name()
                        + " of "
                        + e.owner()
                        + (e.isExpired(now) ? ", ENDED on " : ", until ")
                        + e.expires()));
    return lines;
  }

  private static String standing(Rule rule) {
    return rule.status().name().toLowerCase(Locale.ROOT)
        + ", severity "
        + rule.severity().word()
        + ", risk "
        + rule.riskScore()
        + ", confidence "
        + rule.about().confidence().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> tags(Rule rule) {
    List<String> lines = new ArrayList<>();
    for (Taxonomy taxonomy : Taxonomy.values()) {
      for (String id : rule.tags().getOrDefault(taxonomy.word(), List.of())) {
        lines.add((id + " " + taxonomy.nameOf(id).orElse("")).strip());
      }
    }
    return lines;
  }

  private static String tests(Rule rule) {
    return Stream.of(Intent.values())
        .map(
            intent ->
                rule.tests().stream().filter(t -> t.intent() == intent).count()
                    + " "
                    + intent.word())
        .collect(joining(", "));
  }

  /** {@code 10m} as it would be written. */
  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static void row(List<String> lines, String title, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      lines.add("  %-11s %s".formatted(i == 0 ? title : "", values.get(i)));
    }
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
