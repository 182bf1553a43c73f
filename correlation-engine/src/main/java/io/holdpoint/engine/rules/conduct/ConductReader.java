// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.conduct;

import io.holdpoint.engine.rules.conduct.Conduct.Containing;
import io.holdpoint.engine.rules.conduct.Conduct.Flagging;
import io.holdpoint.engine.rules.conduct.Conduct.OnLoss;
import io.holdpoint.engine.rules.conduct.Conduct.Suppression;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Mode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads how a rule behaves once it matched. */
public final class ConductReader {
  private final List<EventType> events;

  /**
   * @param events what the rule may match
   */
  public ConductReader(List<EventType> events) {
    this.events = List.copyOf(events);
  }

  /**
   * The conduct.
   *
   * @param file the whole file
   * @param action its action, which may carry {@code max-blast}, {@code scope}, {@code for} and
   *     {@code effects}
   * @param verdict what the action asks for
   */
  public Conduct read(DocumentReader file, DocumentReader action, Action verdict) {
    DocumentReader blast = action.section("max-blast");
    int sessions =
        action.has("max-blast") ? blast.integer("sessions-per-hour", 1, 1, 1_000_000) : 0;
    blast.finish();
    return new Conduct(
        suppression(file),
        file.sections("exceptions", this::exemption),
        sessions,
        flagging(action),
        file.choice("on-loss", OnLoss.class, OnLoss.BY_EFFECT),
        containing(action, verdict),
        file.sections("modes", this::modeFor));
  }

  private static Containing containing(DocumentReader action, Action verdict) {
    boolean ends = verdict == Action.PAUSE || verdict == Action.RESTRICT;
    Scope usual = verdict == Action.QUARANTINE ? Scope.AGENT : Scope.SESSION;
    Scope scope = action.choice("scope", Scope.class, usual);
    Duration lasts = action.duration("for", Duration.ZERO);
    Set<Effect> allowed = Set.copyOf(action.choices("effects", Effect.class));
    boolean fits =
        switch (verdict) {
          case ALERT, HOLD, DENY -> !action.has("scope");
          case KILL -> !scope.isWide();
          case QUARANTINE -> scope == Scope.AGENT || scope == Scope.PRINCIPAL;
          case RESTRICT, PAUSE -> scope != Scope.ALL;
        };
    if (!fits) {
      action.problem(
          "scope",
          "got "
              + scope.word()
              + " for "
              + verdict.word()
              + " (expected: session or tree for kill; agent or principal for quarantine; any of"
              + " these for pause and restrict; all is for people)");
    }
    if (!ends && action.has("for")) {
      action.problem("for", "got it for " + verdict.word() + " (expected: pause or restrict)");
    }
    if ((verdict == Action.RESTRICT) == allowed.isEmpty()) {
      action.problem(
          "effects",
          "got " + allowed.size() + " (expected: the effects that go on, for restrict alone)");
    }
    return new Containing(scope, lasts, allowed);
  }

  private Flagging flagging(DocumentReader action) {
    List<String> columns = action.texts("flag");
    Duration lasts = action.duration("flag-for", Duration.ofMinutes(30));
    for (String column : columns) {
      if (!Flagging.COLUMNS.contains(column)) {
        action.problem("flag", "got " + column + " (expected: some of " + Flagging.COLUMNS + ")");
      } else {
        requireColumn(action, "flag", column);
      }
    }
    return columns.isEmpty() ? Flagging.NONE : new Flagging(columns, lasts);
  }

  /** A date such as {@code 2026-11-30}; a far one after a problem. */
  public static LocalDate date(DocumentReader section, String name, LocalDate fallback) {
    String text = section.text(name, "");
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      section.problem(name, "got \"" + text + "\" (expected: a date such as 2026-11-30)");
      return fallback;
    }
  }

  private Suppression suppression(DocumentReader file) {
    DocumentReader section = file.section("suppress");
    if (!file.has("suppress")) {
      return Suppression.NONE;
    }
    List<String> by = section.texts("by");
    Duration lasts = section.duration("for", Duration.ZERO);
    if (lasts.isZero() || lasts.compareTo(Duration.ofDays(7)) > 0) {
      section.problem("for", "got " + lasts + " (expected: more than 0 and at most 7d)");
    }
    by.forEach(column -> requireColumn(section, "by", column));
    section.finish();
    return new Suppression(by.isEmpty() ? List.of("session") : by, lasts);
  }

  /** Whom a section with {@code where} is for. */
  public Audience audience(DocumentReader section) {
    return new Audience(where(section));
  }

  private ModeFor modeFor(DocumentReader section) {
    Mode mode = section.choice("mode", Mode.class, Mode.SHADOW);
    if (mode == Mode.OFF) {
      section.problem("mode", "got off (expected: shadow or enforce; see exceptions)");
    }
    return new ModeFor(where(section), mode);
  }

  private Map<String, List<String>> where(DocumentReader section) {
    Map<String, List<String>> where = new LinkedHashMap<>();
    if (section.node("where").orElse(null) instanceof DocumentNode.Mapping mapping) {
      DocumentReader columns = section.section("where");
      for (String column : mapping.members().keySet()) {
        requireColumn(columns, column, column);
        where.put(column, columns.texts(column));
      }
    }
    if (where.isEmpty() || where.values().stream().anyMatch(List::isEmpty)) {
      section.problem("where", "got nothing (expected: columns and their values)");
    }
    return where;
  }

  private Exemption exemption(DocumentReader section) {
    Map<String, List<String>> where = where(section);
    if (!section.has("expires")) {
      section.problem("expires", "got nothing (expected: the last day it holds)");
    }
    return new Exemption(
        section.requiredText("name"),
        where,
        section.requiredText("owner"),
        section.requiredText("reason"),
        date(section, "expires", LocalDate.MAX),
        section.position());
  }

  private void requireColumn(DocumentReader section, String name, String column) {
    for (EventType event : events) {
      if (!event.columns().containsKey(column)) {
        section.problem(
            name, "got " + column + " (expected: a column of " + event.eventName() + ")");
      }
    }
  }
}
