// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.rules.Rule.Status;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
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

/** Reads one rule file and collects everything that is wrong with it. For one file. */
final class RuleReader {
  private static final String API_VERSION = "holdpoint/v1";
  private static final Pattern ID = Pattern.compile("[A-Z]{2,10}-(CHAIN|LOOP|DRIFT|INJ)-[0-9]{3}");
  private static final Duration HOLD_LIMIT = Duration.ofMinutes(5);

  /** Only a session at a time so far; other scopes will be other words. */
  private enum Scope {
    SESSION
  }

  private final String fileName;
  private final String source;
  private final List<Problem> problems = new ArrayList<>();

  /** A rule with the map from its EPL back to its file. */
  record Read(Rule rule, EplText text) {
    Problem locate(EplProblem problem) {
      return new Problem(
          text.position(problem.line(), problem.column()), "detect: " + problem.message());
    }
  }

  RuleReader(String fileName, String source) {
    this.fileName = fileName;
    this.source = source;
  }

  /**
   * The rule.
   *
   * @throws DocumentException with every problem found
   */
  Read read() {
    DocumentReader file = DocumentReader.of(YamlDocuments.parse(fileName, source), problems);
    String apiVersion = file.requiredText("apiVersion");
    if (!apiVersion.isEmpty() && !apiVersion.equals(API_VERSION)) {
      file.problem("apiVersion", "got \"" + apiVersion + "\" (expected: " + API_VERSION + ")");
    }
    String kind = file.requiredText("kind");
    if (!kind.isEmpty() && !kind.equals("Rule")) {
      file.problem("kind", "got \"" + kind + "\" (expected: Rule)");
    }
    file.choice("scope", Scope.class, Scope.SESSION);
    DocumentReader detect = file.section("detect");
    EplText text = text(file, detect, Parameters.read(file));
    DocumentReader action = file.section("action");
    Rule rule = rule(file, detect, action, text);
    detect.finish();
    action.finish();
    file.finish();
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return new Read(rule, text);
  }

  private Rule rule(
      DocumentReader file, DocumentReader detect, DocumentReader action, EplText text) {
    String id = file.requiredText("id");
    Action verdict = action.choice("verdict", Action.class, Action.ALERT);
    if (!text.toString().contains("ToolCall")
        && (verdict == Action.DENY || verdict == Action.HOLD)) {
      action.problem(
          "verdict",
          "got "
              + verdict.word()
              + " (expected: alert, pause or kill: only ToolCall has a call"
              + " that can still be stopped)");
    }
    return new Rule(
        new RuleRef(id, file.integer("version", 1, 1, Integer.MAX_VALUE)),
        family(file, id),
        file.requiredText("title"),
        file.requiredText("description"),
        file.choice("status", Status.class, Status.EXPERIMENTAL),
        file.choice("severity", Severity.class, Severity.MEDIUM),
        file.integer("risk-score", 50, 0, 100),
        tags(file),
        verdict,
        action.duration("limit", HOLD_LIMIT),
        file.choice("mode", Mode.class, Mode.SHADOW),
        Set.copyOf(detect.choices("evidence", DataLabel.class)),
        explanation(file),
        file.texts("false-positives"),
        file.texts("runbook"),
        text.toString(),
        RuleTestReader.read(file.section("tests")),
        file.position("id"));
  }

  private static DetectionKind family(DocumentReader file, String id) {
    Matcher matcher = ID.matcher(id);
    if (matcher.matches()) {
      String family = matcher.group(1);
      return family.equals("INJ") ? DetectionKind.INJECTION : DetectionKind.valueOf(family);
    }
    if (!id.isEmpty()) {
      file.problem(
          "id",
          "got \"" + id + "\" (expected: for example ACME-CHAIN-001; CHAIN, DRIFT, INJ or LOOP)");
    }
    return DetectionKind.CHAIN;
  }

  private EplText text(DocumentReader file, DocumentReader detect, Map<String, String> parameters) {
    Optional<DocumentNode> filter = detect.node("filter");
    Optional<DocumentNode> epl = detect.node("epl");
    EplText text = new EplText(file.position("detect"));
    if (filter.isPresent() == epl.isPresent()) {
      file.problem(
          "detect",
          "got "
              + (epl.isPresent() ? "filter and epl" : "neither filter nor epl")
              + " (expected: one of them)");
      return text;
    }
    String name = filter.isPresent() ? "filter" : "epl";
    if (!(filter.or(() -> epl).orElseThrow() instanceof DocumentNode.Scalar scalar)) {
      detect.problem(name, "got a list or members (expected: a text)");
      return text;
    }
    if (filter.isPresent()) {
      text.literal("select * from ");
    }
    return text.scalar(
        scalar,
        source.lines().toList(),
        parameters,
        unknown ->
            detect.problem(
                name,
                "got ${" + unknown + "} (expected: one of params " + parameters.keySet() + ")"));
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

  private static Map<String, List<String>> tags(DocumentReader file) {
    DocumentReader tags = file.section("tags");
    Map<String, List<String>> read =
        Map.of(
            "asi", tags.texts("asi"),
            "threat", tags.texts("threat"),
            "atlas", tags.texts("atlas"),
            "attack", tags.texts("attack"));
    tags.finish();
    return read;
  }
}
