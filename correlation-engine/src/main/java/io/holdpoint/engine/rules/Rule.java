// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.rules.about.About;
import io.holdpoint.engine.rules.about.Promotion;
import io.holdpoint.engine.rules.conduct.Conduct;
import io.holdpoint.engine.rules.forms.Form;
import io.holdpoint.engine.rules.forms.Parameter;
import io.holdpoint.engine.rules.forms.Scope;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Need;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A behavioural rule as its file describes it.
 *
 * @param ref id and version
 * @param kind the family, taken from the id
 * @param title one line
 * @param description what it looks for and why
 * @param status how mature it is
 * @param severity how bad a match is
 * @param riskScore what a match adds to the session's risk, 0 to 100
 * @param about where it comes from
 * @param need what must be told for it to see anything
 * @param scope whose events belong together
 * @param form what it looks for, as written
 * @param parameters its numbers, times and texts
 * @param variants its logic with other parameters, for some; the first that covers counts
 * @param budget what it may cost
 * @param memory true if it remembers events, so that its scope decides what it sees
 * @param action what a match asks for
 * @param holdLimit how long a held call waits for a person
 * @param mode whether that is carried out
 * @param conduct how it behaves once it matched
 * @param promotion what earned it its mode
 * @param evidence labels whose latches belong to the chain
 * @param explain the sentence shown with a match
 * @param falsePositives innocent things that match
 * @param runbook what to do, step by step
 * @param epl what it is compiled from
 * @param tests its tests
 * @param position where it stands
 */
public record Rule(
    RuleRef ref,
    DetectionKind kind,
    String title,
    String description,
    Status status,
    Severity severity,
    int riskScore,
    About about,
    Need need,
    Scope scope,
    Form form,
    List<Parameter> parameters,
    List<Variant> variants,
    Budget budget,
    boolean memory,
    Action action,
    Duration holdLimit,
    Mode mode,
    Conduct conduct,
    Promotion promotion,
    Set<DataLabel> evidence,
    Explanation explain,
    List<String> falsePositives,
    List<String> runbook,
    String epl,
    List<RuleTest> tests,
    Position position) {
  /** How mature a rule is. */
  public enum Status {
    EXPERIMENTAL,
    TEST,
    STABLE,
    DEPRECATED
  }

  public Rule {
    requireNonNull(ref, "ref");
    requireNonNull(kind, "kind");
    requireNonNull(title, "title");
    requireNonNull(description, "description");
    requireNonNull(status, "status");
    requireNonNull(severity, "severity");
    requireNonNull(about, "about");
    requireNonNull(need, "need");
    requireNonNull(scope, "scope");
    requireNonNull(form, "form");
    parameters = List.copyOf(parameters);
    variants = List.copyOf(variants);
    requireNonNull(budget, "budget");
    requireNonNull(action, "action");
    requireNonNull(holdLimit, "holdLimit");
    requireNonNull(mode, "mode");
    requireNonNull(conduct, "conduct");
    requireNonNull(promotion, "promotion");
    evidence = Set.copyOf(evidence);
    requireNonNull(explain, "explain");
    falsePositives = List.copyOf(falsePositives);
    runbook = List.copyOf(runbook);
    requireNonNull(epl, "epl");
    tests = List.copyOf(tests);
    requireNonNull(position, "position");
  }

  /** The rule's id, for example {@code HP-CHAIN-001}. */
  public String id() {
    return ref.id();
  }

  /** Which of its variants judges an event: a number from 1, or 0 for the rule itself. */
  public int variantFor(Object event) {
    for (int i = 0; i < variants.size(); i++) {
      if (variants.get(i).audience().covers(event)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Taxonomy to ids. */
  public Map<String, List<String>> tags() {
    return about.tags();
  }

  /** True if it looks at what other rules found, refused or flagged. */
  public boolean needsOthers() {
    return epl.contains("Flagged = true")
        || Stream.of(EventType.DETECTED, EventType.REFUSED).anyMatch(event -> event.isNamedIn(epl));
  }

  /** True if it runs off the calling thread, in the runtime that sees all sessions. */
  public boolean runsInFleet() {
    return crossesSessions()
        || Stream.of(EventType.values())
            .anyMatch(event -> event.isFleetOnly() && event.isNamedIn(epl));
  }

  /** True if what it must see happens in several sessions, and so possibly in several shards. */
  public boolean crossesSessions() {
    return memory && scope != Scope.SESSION;
  }

  /** The same rule in another mode. */
  Rule in(Mode other) {
    return new Rule(
        ref,
        kind,
        title,
        description,
        status,
        severity,
        riskScore,
        about,
        need,
        scope,
        form,
        parameters,
        variants,
        budget,
        memory,
        action,
        holdLimit,
        other,
        conduct,
        promotion,
        evidence,
        explain,
        falsePositives,
        runbook,
        epl,
        tests,
        position);
  }

  /** Whether what it asks for is carried out for this event. */
  public Mode modeFor(Object event) {
    return conduct.modeFor(event, mode);
  }
}
