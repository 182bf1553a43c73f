// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.rules.forms.Form.Measure;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a rule looks for and writes the EPL of it. For one file. */
public final class FormReader {
  private static final List<String> WORDS =
      List.of("filter", "sequence", "rate", "baseline", "epl");
  private static final int MOST_STEPS = 8;
  private static final long SHORTEST = 1_000;
  private static final long LONGEST = 7L * 24 * 3600 * 1000;
  private static final int MOST_EVENTS = 1_000;

  private final DocumentReader detect;
  private final Scope scope;
  private final List<String> lines;
  private final List<Problem> problems;
  private final Values values;
  private final Map<String, String> constants;

  /**
   * What was read.
   *
   * @param form as written, parameters filled in
   * @param text what is compiled
   * @param parts each selection by itself, to tell which one a compiler complains about
   * @param memory true if it remembers events, so that its scope decides what it sees
   */
  public record Read(Form form, EplText text, List<EplText> parts, boolean memory) {
    public Read {
      parts = List.copyOf(parts);
    }
  }

  /**
   * @param detect the section
   * @param scope whose events belong together
   * @param parameters what {@code ${name}} stands for
   * @param source the file's text
   * @param problems receives what is wrong
   */
  public FormReader(
      DocumentReader detect,
      Scope scope,
      Parameters parameters,
      String source,
      List<Problem> problems) {
    this.detect = detect;
    this.scope = scope;
    this.lines = source.lines().toList();
    this.problems = problems;
    this.constants = parameters.constants();
    this.values = new Values(parameters.values());
  }

  /** The form; one that selects nothing after a problem. */
  public Read read() {
    List<String> named = WORDS.stream().filter(detect::has).toList();
    if (named.size() != 1) {
      detect.problem(
          named.isEmpty() ? "filter" : named.getLast(),
          "got "
              + (named.isEmpty() ? "no form" : String.join(" and ", named))
              + " (expected: one of "
              + String.join(", ", WORDS)
              + ")");
      WORDS.forEach(detect::node);
      return nothing();
    }
    return switch (named.getFirst()) {
      case "filter" -> filter();
      case "sequence" -> sequence(detect.section("sequence"));
      case "rate" -> rate(detect.section("rate"));
      case "baseline" -> baseline(detect.section("baseline"));
      default -> epl();
    };
  }

  private Read filter() {
    Optional<Selection> selection = selection(detect, "filter");
    if (selection.isEmpty()) {
      return nothing();
    }
    DocumentNode.Scalar scalar = selection.get().scalar();
    EplText text = new EplText(scalar.position()).literal("select * from ");
    append(text, scalar);
    return new Read(new Form.Filter(filled(selection.get())), text, List.of(text), false);
  }

  private Read epl() {
    if (!(detect.node("epl").orElseThrow() instanceof DocumentNode.Scalar scalar)) {
      detect.problem("epl", "got a list or members (expected: a text)");
      return nothing();
    }
    EplText text = new EplText(scalar.position());
    append(text, scalar);
    return new Read(new Form.Epl(text.toString()), text, List.of(), true);
  }

  private Read sequence(DocumentReader section) {
    List<Selection> steps = selections(section, "steps");
    Optional<Selection> unless =
        section.has("unless") ? selection(section, "unless") : Optional.empty();
    if (steps.size() < 2 || steps.size() > MOST_STEPS) {
      section.problem("steps", "got " + steps.size() + " (expected: 2 to " + MOST_STEPS + ")");
    }
    long within = values.duration(section, "within", SHORTEST, LONGEST);
    List<String> by = section.texts("by");
    boolean anyOrder = section.flag("any-order", false);
    section.finish();
    List<Selection> all = Stream.concat(steps.stream(), unless.stream()).toList();
    requireColumns(section, "by", by, all);
    requireScope(all);
    Form.Sequence form =
        new Form.Sequence(
            steps.stream().map(this::filled).toList(),
            anyOrder,
            unless.map(this::filled),
            Duration.ofMillis(within),
            by);
    EplText text = new SequenceEpl(form, scope).write(section.position(), all, this::append);
    return new Read(form, text, all.stream().map(this::part).toList(), true);
  }

  private Read rate(DocumentReader section) {
    Optional<Selection> of = selection(section, "of");
    String distinct = section.text("distinct", "");
    String sum = section.text("sum", "");
    if (!distinct.isEmpty() && !sum.isEmpty()) {
      section.problem("sum", "got distinct too (expected: one of them)");
    }
    Measure measure =
        !distinct.isEmpty() ? Measure.DISTINCT : sum.isEmpty() ? Measure.COUNT : Measure.SUM;
    long most = measure == Measure.SUM ? Integer.MAX_VALUE : MOST_EVENTS;
    long atLeast = values.integer(section, "at-least", measure == Measure.SUM ? 1 : 2, most);
    long within = values.duration(section, "within", SHORTEST, LONGEST);
    List<String> by = section.texts("by");
    section.finish();
    if (of.isEmpty()) {
      return nothing();
    }
    String column = distinct + sum;
    List<Selection> one = List.of(of.get());
    requireColumns(section, "by", by, one);
    if (measure != Measure.COUNT) {
      requireColumns(section, measure.word(), List.of(column), one);
    }
    requireScope(one);
    Form.Rate form =
        new Form.Rate(filled(of.get()), measure, column, atLeast, Duration.ofMillis(within), by);
    EplText text = new RateEpl(form, scope).write(section.position(), of.get(), this::append);
    return new Read(form, text, List.of(part(of.get())), true);
  }

  private Read baseline(DocumentReader section) {
    Optional<Selection> of =
        section.has("of")
            ? selection(section, "of")
            : Selection.of(new DocumentNode.Scalar(section.position(), "ToolCall", false));
    long sessions = values.integer(section, "sessions", 1, 100_000);
    List<String> fresh = section.texts("new").stream().map(FormReader::fresh).toList();
    Map<String, String> above = above(section);
    if (fresh.isEmpty() && above.isEmpty()) {
      section.problem("new", "got nothing (expected: new or above)");
    }
    section.finish();
    if (of.isEmpty()) {
      return nothing();
    }
    List<Selection> one = List.of(of.get());
    requireColumns(section, "new", fresh, one);
    requireColumns(section, "above", List.copyOf(above.keySet()), one);
    Form.Baseline form = new Form.Baseline(filled(of.get()), sessions, fresh, above);
    EplText text = new EplText(section.position()).literal("select * from ");
    append(text, of.get().scalar());
    text.literal(" where baselineSessions >= " + sessions);
    if (!fresh.isEmpty()) {
      text.literal(" and (" + String.join(" = true or ", fresh) + " = true)");
    }
    above.forEach((column, value) -> text.literal(" and " + column + " >= " + value));
    return new Read(form, text, List.of(part(of.get())), false);
  }

  private Map<String, String> above(DocumentReader section) {
    Map<String, String> above = new LinkedHashMap<>();
    if (section.node("above").orElse(null) instanceof DocumentNode.Mapping mapping) {
      DocumentReader columns = section.section("above");
      mapping
          .members()
          .keySet()
          .forEach(
              column ->
                  above.put(
                      column,
                      String.valueOf(values.integer(columns, column, 0, Integer.MAX_VALUE))));
    } else if (section.has("above")) {
      section.problem("above", "got a value (expected: columns and numbers)");
    }
    return above;
  }

  /** {@code tool} is the column {@code newTool}. */
  private static String fresh(String word) {
    return word.isEmpty()
        ? "new"
        : "new" + Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private Optional<Selection> selection(DocumentReader section, String name) {
    DocumentNode node = section.node(name).orElse(null);
    if (node instanceof DocumentNode.Scalar scalar) {
      return selection(scalar, name);
    }
    section.problem(name, "got nothing (expected: for example ToolCall(egress = true))");
    return Optional.empty();
  }

  private List<Selection> selections(DocumentReader section, String name) {
    List<Selection> all = new ArrayList<>();
    if (section.node(name).orElse(null) instanceof DocumentNode.Sequence list) {
      for (DocumentNode item : list.items()) {
        if (item instanceof DocumentNode.Scalar scalar) {
          selection(scalar, name).ifPresent(all::add);
        } else {
          problems.add(
              new Problem(item.position(), "detect." + name + ": got no text (expected: a text)"));
        }
      }
    } else {
      section.problem(name, "got no list (expected: a list of events and conditions)");
    }
    return all;
  }

  private Optional<Selection> selection(DocumentNode.Scalar scalar, String name) {
    Optional<Selection> selection = Selection.of(scalar);
    if (selection.isEmpty()) {
      problems.add(
          new Problem(
              scalar.position(),
              "detect: "
                  + name
                  + ": got \""
                  + scalar.text().strip()
                  + "\" (expected: one of "
                  + Stream.of(EventType.values()).map(EventType::eventName).toList()
                  + " and at most one condition in brackets)"));
    }
    return selection;
  }

  private void requireColumns(
      DocumentReader section, String name, List<String> columns, List<Selection> selections) {
    for (String column : columns) {
      for (Selection selection : selections) {
        if (!selection.type().columns().containsKey(column)) {
          section.problem(
              name,
              "got " + column + " (expected: a column of " + selection.type().eventName() + ")");
        }
      }
    }
  }

  private void requireScope(List<Selection> selections) {
    for (Selection selection : selections) {
      if (!selection.type().columns().keySet().containsAll(scope.columns())) {
        problems.add(
            new Problem(
                selection.scalar().position(),
                "scope: got "
                    + scope.word()
                    + " (expected: session or fleet: "
                    + selection.type().eventName()
                    + " does not tell more)"));
      }
    }
  }

  private EplText part(Selection selection) {
    EplText text = new EplText(selection.scalar().position()).literal("select * from ");
    text.scalar(selection.scalar(), lines, constants, unknown -> {});
    return text;
  }

  private String filled(Selection selection) {
    EplText text = new EplText(selection.scalar().position());
    text.scalar(selection.scalar(), lines, constants, unknown -> {});
    return text.toString().strip();
  }

  private void append(EplText text, DocumentNode.Scalar scalar) {
    text.scalar(
        scalar,
        lines,
        constants,
        unknown ->
            problems.add(
                new Problem(
                    scalar.position(),
                    "detect: got ${"
                        + unknown
                        + "} (expected: a parameter, macro or shared name, one of "
                        + constants.keySet()
                        + ")")));
  }

  private Read nothing() {
    Position at = detect.position();
    EplText text = new EplText(at).literal("select * from ToolCall(false)");
    return new Read(new Form.Filter("ToolCall(false)"), text, List.of(), false);
  }
}
