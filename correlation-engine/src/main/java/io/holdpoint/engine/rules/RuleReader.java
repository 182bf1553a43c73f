// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.rules.Rule.Status;
import io.holdpoint.engine.rules.about.AboutReader;
import io.holdpoint.engine.rules.about.Promotion;
import io.holdpoint.engine.rules.conduct.Audience;
import io.holdpoint.engine.rules.conduct.Conduct;
import io.holdpoint.engine.rules.conduct.ConductReader;
import io.holdpoint.engine.rules.forms.EplText;
import io.holdpoint.engine.rules.forms.Form;
import io.holdpoint.engine.rules.forms.FormReader;
import io.holdpoint.engine.rules.forms.Parameters;
import io.holdpoint.engine.rules.forms.Scope;
import io.holdpoint.engine.rules.forms.Shared;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Need;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one rule file and collects everything that is wrong with it. For one file. */
final class RuleReader {
  private static final String API_VERSION = "holdpoint/v1";
  private static final Pattern ID =
      Pattern.compile("[A-Z]{2,10}-(CHAIN|LOOP|DRIFT|INJ|MULTI|EVADE)-[0-9]{3}");
  private static final Pattern QUOTED = Pattern.compile("'([A-Za-z][A-Za-z0-9_.]*)'");
  private static final Duration HOLD_LIMIT = Duration.ofMinutes(5);
  private static final int LONGEST_TITLE = 256;
  private static final int MOST_VARIANTS = 8;

  /** Rungs of the ladder that rules cannot ask for yet. */
  private static final Map<String, String> NOT_YET =
      Map.of(
          "mask", "masking is the policy's",
          "throttle", "there is no rate limit");

  private final DocumentNode document;
  private final String source;
  private final boolean mustShow;
  private final Shared shared;
  private final List<Problem> problems = new ArrayList<>();

  /** A rule with the map from its EPL back to its file. */
  record Read(Rule rule, FormReader.Read form, boolean usesShared) {
    /** The problem at the author's line. */
    Problem locate(EplText text, EplProblem problem) {
      Matcher named = QUOTED.matcher(problem.message());
      Optional<Position> word =
          problem.line() == 1 && problem.column() == 1 && named.find()
              ? text.positionOf(named.group(1))
              : Optional.empty();
      return new Problem(
          word.orElseGet(() -> text.position(problem.line(), problem.column())),
          "detect: " + problem.message());
    }
  }

  /**
   * @param document the file, tuned if it is
   * @param source the file's text
   * @param mustShow true if the rule must show what earned it its mode
   * @param shared what it may use besides its own
   */
  RuleReader(DocumentNode document, String source, boolean mustShow, Shared shared) {
    this.document = document;
    this.source = source;
    this.mustShow = mustShow;
    this.shared = shared;
  }

  /**
   * The rule.
   *
   * @throws DocumentException with every problem found
   */
  Read read() {
    DocumentReader file = DocumentReader.of(document, problems);
    requireText(file, "apiVersion", API_VERSION);
    requireText(file, "kind", "Rule");
    Scope scope = file.choice("scope", Scope.class, Scope.SESSION);
    Parameters parameters = Parameters.read(file, shared);
    DocumentReader detect = file.section("detect");
    FormReader.Read form = new FormReader(detect, scope, parameters, source, problems).read();
    Rule rule = rule(file, detect, form, scope, parameters);
    detect.finish();
    file.finish();
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return new Read(rule, form, parameters.usesShared(source));
  }

  private static void requireText(DocumentReader file, String name, String expected) {
    String text = file.requiredText(name);
    if (!text.isEmpty() && !text.equals(expected)) {
      file.problem(name, "got \"" + text + "\" (expected: " + expected + ")");
    }
  }

  private Rule rule(
      DocumentReader file,
      DocumentReader detect,
      FormReader.Read form,
      Scope scope,
      Parameters parameters) {
    String id = file.requiredText("id");
    List<EventType> events = matched(form);
    Need need = NeedReader.read(file.section("source"), form.text().toString());
    DocumentReader action = file.section("action");
    Action verdict = verdict(action, events);
    Duration limit = action.duration("limit", HOLD_LIMIT);
    Conduct conduct = new ConductReader(events).read(file, action, verdict);
    action.finish();
    Mode mode = file.choice("mode", Mode.class, Mode.SHADOW);
    Promotion promotion = Promotion.read(file);
    checkPromotion(file, mode, verdict, promotion);
    return new Rule(
        new RuleRef(id, file.integer("version", 1, 1, Integer.MAX_VALUE)),
        family(file, id),
        title(file),
        file.requiredText("description"),
        file.choice("status", Status.class, Status.EXPERIMENTAL),
        file.choice("severity", Severity.class, Severity.MEDIUM),
        file.integer("risk-score", 50, 0, 100),
        AboutReader.read(file),
        need,
        scope,
        form.form(),
        parameters.values(),
        variants(file, detect, scope, parameters, new ConductReader(events)),
        BudgetReader.read(file),
        form.memory(),
        verdict,
        limit,
        mode,
        conduct,
        promotion,
        Set.copyOf(detect.choices("evidence", DataLabel.class)),
        explanation(file),
        file.texts("false-positives"),
        file.texts("runbook"),
        form.text().toString(),
        RuleTestReader.read(file.section("tests")),
        file.position("id"));
  }

  /** The logic again, with the parameters of those it is overridden for. */
  private List<Variant> variants(
      DocumentReader file,
      DocumentReader detect,
      Scope scope,
      Parameters parameters,
      ConductReader conduct) {
    List<Variant> variants =
        file.sections("overrides", section -> variant(section, detect, scope, parameters, conduct));
    if (variants.size() > MOST_VARIANTS) {
      file.problem(
          "overrides",
          "got "
              + variants.size()
              + " (expected: at most "
              + MOST_VARIANTS
              + ", each is compiled)");
    }
    return variants;
  }

  private Variant variant(
      DocumentReader section,
      DocumentReader detect,
      Scope scope,
      Parameters parameters,
      ConductReader conduct) {
    Audience audience = conduct.audience(section);
    List<String> names = Parameters.names(section, "params");
    if (names.isEmpty()) {
      section.problem("params", "got nothing (expected: parameters and their values)");
    }
    Parameters others = parameters.with(section.section("params"), names);
    // Where something is wrong already, reading the logic again would only say it twice.
    EplText text =
        problems.isEmpty()
            ? new FormReader(detect, scope, others, source, problems).read().text()
            : new EplText(section.position());
    return new Variant(audience, others.values(), text);
  }

  private static String title(DocumentReader file) {
    String title = file.requiredText("title");
    if (title.length() > LONGEST_TITLE) {
      file.problem(
          "title", "got " + title.length() + " characters (expected: <= " + LONGEST_TITLE + ")");
    }
    return title;
  }

  /** The events that can complete a match. */
  private static List<EventType> matched(FormReader.Read form) {
    String text =
        switch (form.form()) {
          case Form.Filter filter -> filter.selection();
          case Form.Sequence sequence ->
              sequence.steps().isEmpty() ? "" : sequence.steps().getLast();
          case Form.Rate rate -> rate.of();
          case Form.Baseline baseline -> baseline.of();
          case Form.Epl epl -> epl.text();
        };
    return Stream.of(EventType.values()).filter(e -> e.isNamedIn(text)).toList();
  }

  private static Action verdict(DocumentReader action, List<EventType> events) {
    String word = action.text("verdict", "");
    if (NOT_YET.containsKey(word)) {
      action.problem(
          "verdict",
          "got "
              + word
              + " (expected: alert, restrict, hold, deny, pause, kill or quarantine; rules cannot "
              + word
              + ": "
              + NOT_YET.get(word)
              + ")");
      return Action.ALERT;
    }
    Action verdict = action.choice("verdict", Action.class, Action.ALERT);
    if (!events.contains(EventType.TOOL_CALL)
        && (verdict == Action.DENY || verdict == Action.HOLD)) {
      action.problem(
          "verdict",
          "got "
              + verdict.word()
              + " (expected: alert, restrict, pause, kill or quarantine: only ToolCall has a call"
              + " that can still be stopped)");
    }
    return verdict;
  }

  private void checkPromotion(DocumentReader file, Mode mode, Action action, Promotion promotion) {
    boolean stops = mode == Mode.ENFORCE && action != Action.ALERT;
    if (mustShow && stops && promotion.shown().isEmpty()) {
      file.problem(
          "mode", "got enforce without promotion (expected: what was shown, for a shipped rule)");
    }
  }

  private static DetectionKind family(DocumentReader file, String id) {
    Matcher matcher = ID.matcher(id);
    if (matcher.matches()) {
      return switch (matcher.group(1)) {
        case "INJ" -> DetectionKind.INJECTION;
        case "EVADE" -> DetectionKind.EVASION;
        default -> DetectionKind.valueOf(matcher.group(1));
      };
    }
    if (!id.isEmpty()) {
      file.problem(
          "id",
          "got \""
              + id
              + "\" (expected: for example ACME-CHAIN-001; CHAIN, DRIFT, EVADE, INJ, LOOP or"
              + " MULTI)");
    }
    return DetectionKind.CHAIN;
  }

  private static Explanation explanation(DocumentReader file) {
    Explanation explanation = new Explanation(file.requiredText("explain").strip());
    for (String unknown : explanation.unknownPlaces()) {
      file.problem(
          "explain",
          "got {"
              + unknown
              + "} (expected: one of "
              + List.of(Explanation.Place.values()).toString().toLowerCase(Locale.ROOT)
              + ")");
    }
    return explanation;
  }
}
